/**
 * Typed calls to Cronofy: openapi-fetch on the types generated from `openapi.yaml`, plus what it lacks: a closed set
 * of hosts, no redirects, limits of time and size, tries where they are safe, and checked answers.
 *
 * @module
 */
import createFetchClient from 'openapi-fetch'
import type { components, paths } from '../../generated/api.ts'
import { assertAccessToken } from '../account.ts'
import { apiBaseUrl } from '../data-centers.ts'
import { ProviderError } from '../errors.ts'
import { assertPermissionLevel, DEFAULT_PERMISSION_LEVEL } from '../permission-level.ts'
import { accessPageUrl } from './access-page-url.ts'
import { createInternals, withInternals } from './internals.ts'
import { parseCalendarList, parsePermissionsResponse, parseUserInfo, ResponseShapeError } from './response-parsers.ts'
import { parseSandboxUrl } from './sandbox-url.ts'
import type { CallOptions, Client, Credentials, Operation, TransportOptions } from './types.ts'

/** What {@link createClient} takes. Everything has a default. */
export interface ClientOptions {
  /**
   * Sends a request; a Hono app's `fetch` or a sandbox's can stand in for the network.
   * @default globalThis.fetch
   */
  fetch?: TransportOptions['fetch']
  /**
   * The time in milliseconds since 1970.
   * @default Date.now
   */
  now?: TransportOptions['now']
  /**
   * The address of a sandbox on this machine, such as `http://127.0.0.1:4010`, which then stands for every data
   * center. The only case in which plain http is used.
   * @default none: the real provider
   */
  sandboxUrl?: string | undefined
  /**
   * Waits; for tests.
   * @default a timer
   */
  wait?: TransportOptions['wait']
  /**
   * Spreads tries over time; for tests.
   * @default Math.random
   */
  random?: TransportOptions['random']
}

const KIB = 1024

/** Some 400 bytes a calendar: a mebibyte holds more of them than anybody has, and nothing that was meant to fill a memory. */
const LIST_CALENDARS: Operation = {
  name: 'GET /v1/calendars',
  timeoutMs: 5000,
  maxBodyBytes: 1024 * KIB,
  retry: 'read',
  unauthorizedCode: 'account_token_rejected',
}
const GET_USER_INFO: Operation = { ...LIST_CALENDARS, name: 'GET /v1/userinfo' }
/** Longer than to read, since the provider may ask Enterprise Connect meanwhile (a guess); the answer is one address. */
const REQUEST_PERMISSIONS: Operation = {
  name: 'POST /v1/permissions',
  timeoutMs: 8000,
  maxBodyBytes: 16 * KIB,
  retry: 'on-retry-after',
  unauthorizedCode: 'account_token_rejected',
}

/**
 * Makes a client.
 *
 * @throws {InputError} `invalid_sandbox_url`
 * @example
 * ```ts
 * const client = createClient()
 * const calendars = await client.listCalendars({ dataCenter: 'de', accessToken })
 * ```
 */
export function createClient(options: ClientOptions = {}): Client {
  const sandboxUrl = options.sandboxUrl === undefined ? undefined : parseSandboxUrl(options.sandboxUrl)
  const internals = createInternals({ ...options, sandboxUrl })
  const api = createFetchClient<paths>()

  /** What openapi-fetch has to know for one call, and the check of what comes back. */
  async function callApi<Data, Result>(
    operation: Operation,
    credentials: Credentials,
    options: CallOptions | undefined,
    sendRequest: (init: {
      baseUrl: string
      headers: HeadersInit
      fetch: (request: Request) => Promise<Response>
    }) => Promise<{
      data?: Data
    }>,
    parse: (data: unknown) => Result,
  ): Promise<Result> {
    const { dataCenter } = credentials
    const baseUrl = apiBaseUrl(dataCenter, sandboxUrl)
    assertAccessToken(credentials.accessToken)
    try {
      const { data } = await sendRequest({
        baseUrl,
        headers: { accept: 'application/json', authorization: `Bearer ${credentials.accessToken}` },
        fetch: (request) => internals.send(request, { operation, dataCenter }, options),
      })
      return parse(data)
    } catch (error) {
      const details = { operation: operation.name, dataCenter }
      if (error instanceof ResponseShapeError)
        throw new ProviderError('invalid_provider_response', error.message, details)
      // openapi-fetch parses; the message of a SyntaxError quotes the body, so it goes no further.
      if (error instanceof SyntaxError)
        throw new ProviderError('invalid_provider_response', 'the response is not JSON', details)
      throw error
    }
  }

  const client: Client = {
    listCalendars: (credentials, options) =>
      callApi(LIST_CALENDARS, credentials, options, (init) => api.GET('/v1/calendars', init), parseCalendarList),
    getUserInfo: (credentials, options) =>
      callApi(GET_USER_INFO, credentials, options, (init) => api.GET('/v1/userinfo', init), parseUserInfo),
    requestPermissions: async (credentials, { calendarIds, redirectUri, permissionLevel }, options) => {
      const level = permissionLevel ?? DEFAULT_PERMISSION_LEVEL
      assertPermissionLevel(level)
      const body: components['schemas']['PermissionsRequest'] = {
        permissions: calendarIds.map((id) => ({ calendar_id: id, permission_level: level })),
        redirect_uri: redirectUri,
      }
      return callApi(
        REQUEST_PERMISSIONS,
        credentials,
        options,
        (init) => api.POST('/v1/permissions', { ...init, body }),
        (data) => {
          const result = parsePermissionsResponse(data)
          if (result.status === 'accepted') return result
          const url = accessPageUrl(result.url, sandboxUrl)
          if (url !== undefined) return { status: 'redirect', url }
          throw new ProviderError(
            'untrusted_redirect',
            "the URL in the response is not on one of Cronofy's app hosts",
            {
              operation: REQUEST_PERMISSIONS.name,
              dataCenter: credentials.dataCenter,
            },
          )
        },
      )
    },
  }
  return withInternals(client, internals)
}

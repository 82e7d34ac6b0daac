/**
 * Typed calls to Cronofy: openapi-fetch with the types from `openapi.yaml`. This client adds a fixed set of hosts, limits of time and
 * size, safe retries, and validated responses. It follows no redirects.
 *
 * @module
 */
import createFetchClient from 'openapi-fetch'
import type { components, paths } from '../../generated/api.ts'
import { assertAccessToken } from '../account.ts'
import { apiBaseUrl } from '../data-centers.ts'
import { ProviderError, type ProviderErrorDetails } from '../errors.ts'
import { assertPermissionLevel, DEFAULT_PERMISSION_LEVEL } from '../permission-level.ts'
import { accessPageUrl } from './access-page-url.ts'
import { createInternals, withInternals } from './internals.ts'
import { RequestDraft } from './request-draft.ts'
import { requestIdOf } from './request-id.ts'
import { parseCalendarList, parsePermissionsResponse, parseUserInfo, ResponseShapeError } from './response-parsers.ts'
import { parseSandboxUrl } from './sandbox-url.ts'
import type { CallOptions, Client, Credentials, Operation, TransportOptions } from './types.ts'

/** Options of {@link createClient}. Everything has a default. */
export interface ClientOptions {
  /**
   * Sends each request. In a test, use the `fetch` of a Hono app or of the emulator.
   * @default globalThis.fetch
   */
  fetch?: TransportOptions['fetch'] | undefined
  /**
   * Returns the time in milliseconds since 1970.
   * @default Date.now
   */
  now?: TransportOptions['now'] | undefined
  /**
   * The URL of an emulator, such as `http://127.0.0.1:4010`. It replaces all data centers, each at the path of its ID. It must be on
   * this machine, or on the host that `allowSandboxHost` names. It may use plain http.
   * @default none: requests go to Cronofy
   */
  sandboxUrl?: string | undefined
  /**
   * The host of `sandboxUrl`, if it is not on this machine, such as `emulator`. Write it without a port. Tokens and the client secret
   * are sent to this host, even over plain http, so set it only if no real account is connected.
   * @default none: `sandboxUrl` must be on this machine
   */
  allowSandboxHost?: string | undefined
  /**
   * Waits between attempts. Replace it in tests.
   * @default a timer
   */
  wait?: TransportOptions['wait'] | undefined
  /**
   * Returns a number from 0 to 1, without 1, which spreads retries over time. Replace it in tests.
   * @default Math.random
   */
  random?: TransportOptions['random'] | undefined
}

const KIB = 1024

/** A calendar takes about 400 bytes, so 1 MiB is enough for 2,500 of them and still protects the memory. */
const LIST_CALENDARS: Operation = {
  name: 'GET /v1/calendars',
  timeoutMs: 5000,
  maxBodyBytes: 1024 * KIB,
  retry: 'read',
  unauthorizedCode: 'account_token_rejected',
}
const GET_USER_INFO: Operation = { ...LIST_CALENDARS, name: 'GET /v1/userinfo' }
/** A longer timeout than for reading, because Cronofy may call Enterprise Connect first (a guess). The response is one URL. */
const REQUEST_PERMISSIONS: Operation = {
  name: 'POST /v1/permissions',
  timeoutMs: 8000,
  maxBodyBytes: 16 * KIB,
  retry: 'on-retry-after',
  unauthorizedCode: 'account_token_rejected',
}

/**
 * Creates a client for Cronofy, or for an emulator. Sends nothing yet.
 *
 * One client is enough for all users and data centers, because each call passes its token. A call has at most 12 seconds, including
 * its retries.
 *
 * @param options Everything has a default.
 * @throws {InputError} `invalid_sandbox_url`
 * @example
 * ```ts
 * const client = createClient()
 * const calendars = await client.listCalendars({ dataCenter: 'de', accessToken })
 * ```
 */
export function createClient(options: ClientOptions = {}): Client {
  const sandboxUrl =
    options.sandboxUrl === undefined ? undefined : parseSandboxUrl(options.sandboxUrl, options.allowSandboxHost)
  const internals = createInternals({ ...options, sandboxUrl })
  // openapi-fetch only creates it, and passes it to `fetch` below.
  const api = createFetchClient<paths>({ Request: RequestDraft as unknown as typeof Request })

  async function callApi<Result>(
    operation: Operation,
    credentials: Credentials,
    options: CallOptions | undefined,
    sendRequest: (init: {
      baseUrl: string
      headers: HeadersInit
      fetch: (request: Request) => Promise<Response>
    }) => Promise<unknown>,
    parse: (data: unknown, details: ProviderErrorDetails) => Result,
  ): Promise<Result> {
    const { dataCenter } = credentials
    let details: ProviderErrorDetails = { operation: operation.name, dataCenter }
    const baseUrl = apiBaseUrl(dataCenter, sandboxUrl)
    assertAccessToken(credentials.accessToken)
    let text = ''
    await sendRequest({
      baseUrl,
      headers: { accept: 'application/json', authorization: `Bearer ${credentials.accessToken}` },
      fetch: async (draft) => {
        const response = await internals.send(draft as unknown as RequestDraft, { operation, dataCenter }, options)
        details = { ...details, ...requestIdOf(response.headers) }
        text = response.text
        // The response is read already, within its limits. openapi-fetch would read it once more.
        return new Response(null, { status: 204 })
      },
    })
    try {
      return parse(JSON.parse(text), details)
    } catch (error) {
      if (error instanceof ResponseShapeError)
        throw new ProviderError('invalid_provider_response', error.message, details)
      // The message of a SyntaxError quotes the text, so it is dropped.
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
        (data, details) => {
          const result = parsePermissionsResponse(data)
          if (result.status === 'accepted') return result
          const url = accessPageUrl(result.url, sandboxUrl)
          if (url !== undefined) return { status: 'redirect', url }
          throw new ProviderError(
            'untrusted_redirect',
            "the URL in the response is not on one of Cronofy's app hosts",
            details,
          )
        },
      )
    },
  }
  return withInternals(client, internals)
}

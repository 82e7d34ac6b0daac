/**
 * A client of a sandbox in process, for the tests of the sandbox.
 *
 * @module
 */

import { createSandbox, type FaultEntry, type Sandbox, type SandboxOptions } from '../../edge/sandbox/index.ts'
import type { components } from '../../generated/api.ts'

/** The application of the default seed. */
export const CLIENT = { client_id: 'sandbox', client_secret: 'sandbox-secret' }

/** The redirect URI of `authorizePath()` and `code()`, unless another one is given. */
export const CALLBACK = 'https://app.example.com/callback'

/** The path of an authorize page. `changes` overrides its query parameters. */
export function authorizePath(changes: Readonly<Record<string, string>> = {}, dataCenter = 'us'): string {
  const query = { response_type: 'code', client_id: CLIENT.client_id, redirect_uri: CALLBACK, scope: 'read_write' }
  return `/${dataCenter}/oauth/authorize?${new URLSearchParams({ ...query, ...changes })}`
}

/** The form that exchanges a code. */
export function codeGrant(code: string, redirectUri = CALLBACK): Record<string, string> {
  return { ...CLIENT, grant_type: 'authorization_code', code, redirect_uri: redirectUri }
}

/** An answer with its body read. `json` is undefined where the body is not JSON. */
export interface SandboxResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

export interface CallOptions {
  readonly method?: string
  readonly token?: string
  readonly json?: unknown
  readonly form?: Record<string, string> | [string, string][]
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly signal?: AbortSignal
}

/** Calls one sandbox. The method is POST where there is a body. */
export interface SandboxClient {
  readonly sandbox: Sandbox
  call(path: string, call?: CallOptions): Promise<SandboxResponse>
  /** The same, with the body still unread. */
  send(path: string, call?: CallOptions): Promise<Response>
  /** Tells the sandbox what faults to make. */
  setFaults(...faults: FaultEntry[]): Promise<void>
  /** How often each of them has struck. */
  faultHits(): Promise<number[]>
  /** The answer of `/sandbox/tokens`. */
  tokens(account?: string, dataCenter?: string): Promise<Required<Schemas['TokenResponse']>>
  /** An access token from `/sandbox/tokens`. */
  token(account?: string, dataCenter?: string): Promise<string>
  /** Signs in on the authorize page with these query parameters, and returns the authorization code. */
  code(changes?: Readonly<Record<string, string>>, account?: string, dataCenter?: string): Promise<string>
  /** The address of the access page that asks for these calendars. */
  requestPermissions(
    token: string,
    calendarIds: readonly string[],
    redirectUri?: string,
    dataCenter?: string,
  ): Promise<string>
  /** The levels of an account's calendars, from the books. */
  levels(account?: string, dataCenter?: string): Promise<Record<string, string>>
}

type Schemas = components['schemas']

/** As much of `/sandbox/state` as the tests look at. */
interface StateSnapshot {
  readonly data_centers: Record<string, Record<string, { readonly calendars: Record<string, string> }>>
}

/** The body of a request for these calendars. */
export function permissionsBody(
  calendarIds: readonly string[],
  redirectUri = 'https://app.example.com/return',
): object {
  return {
    permissions: calendarIds.map((calendar_id) => ({ calendar_id, permission_level: 'unrestricted' })),
    redirect_uri: redirectUri,
  }
}

export function createSandboxClient(options: SandboxOptions = {}): SandboxClient {
  const sandbox = createSandbox(options)

  async function send(
    path: string,
    { method, token, json, form, headers, body, signal }: CallOptions = {},
  ): Promise<Response> {
    const sent = new Headers(headers)
    if (token !== undefined) sent.set('authorization', `Bearer ${token}`)
    if (json !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
    const text = json === undefined ? body : JSON.stringify(json)
    const payload = form === undefined ? text : new URLSearchParams(form)
    return sandbox.fetch(
      new Request(new URL(path, 'http://127.0.0.1:4010'), {
        method: method ?? (payload === undefined ? 'GET' : 'POST'),
        headers: sent,
        ...(payload !== undefined && { body: payload }),
        ...(signal !== undefined && { signal }),
      }),
    )
  }

  async function call(path: string, sent: CallOptions = {}): Promise<SandboxResponse> {
    const response = await send(path, sent)
    const text = await response.text()
    const isJson = text !== '' && response.headers.get('content-type')?.startsWith('application/json') === true
    return {
      status: response.status,
      headers: response.headers,
      text: text,
      json: isJson ? JSON.parse(text) : undefined,
    }
  }

  async function expectOk(path: string, sent: CallOptions): Promise<SandboxResponse> {
    const response = await call(path, sent)
    if (response.status !== 200)
      throw new Error(`Cannot prepare the test: ${path} answered ${response.status} ${response.text}`)
    return response
  }

  async function tokens(account = 'google', dataCenter = 'us'): Promise<Required<Schemas['TokenResponse']>> {
    const response = await expectOk('/sandbox/tokens', { json: { account, data_center: dataCenter } })
    return response.json as Required<Schemas['TokenResponse']>
  }

  return {
    sandbox,
    call,
    send,
    async setFaults(...faults) {
      await expectOk('/sandbox/faults', { method: 'PUT', json: faults })
    },
    async faultHits() {
      const { faults } = (await expectOk('/sandbox/faults', {})).json as { faults: { hits: number }[] }
      return faults.map(({ hits }) => hits)
    },
    tokens,
    token: async (account, dataCenter) => (await tokens(account, dataCenter)).access_token,
    async code(changes, account = 'google', dataCenter) {
      const { headers } = await call(authorizePath(changes, dataCenter), { form: { account } })
      return new URL(headers.get('location') ?? '').searchParams.get('code') ?? ''
    },
    async requestPermissions(token, calendarIds, redirectUri, dataCenter = 'us') {
      const json = permissionsBody(calendarIds, redirectUri)
      const response = await expectOk(`/${dataCenter}/v1/permissions`, { token, json })
      return (response.json as Schemas['PermissionsResponse']).permissions_request.url ?? ''
    },
    async levels(account = 'google', dataCenter = 'us') {
      const { data_centers: dataCenters } = (await expectOk('/sandbox/state', {})).json as StateSnapshot
      return dataCenters[dataCenter]?.[account]?.calendars ?? {}
    },
  }
}

/**
 * The target over HTTP. Requests do not follow redirects.
 *
 * @module
 */

import { SkippedError } from './probe-result.ts'
import type { Secrets } from './secrets.ts'

/** A request. With a body, the default method is POST. */
export interface CallOptions {
  readonly method?: string
  readonly token?: string
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A response. `json` is undefined if the body is not JSON. */
export interface TargetResponse {
  /** The method and path for messages: `POST /v1/permissions`. */
  readonly request: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

/** The emulator or data center that receives the calls. */
export interface Target {
  readonly isSandbox: boolean
  /** The data center: of an emulator, the selected one; of Cronofy, the one of its host. */
  readonly dataCenter: string
  /** The origin of the users' pages: for an emulator, the same origin; for Cronofy, the app host. */
  readonly appOrigin: string
  /** The path prefix of the data center: for an emulator, such as `/de`; for Cronofy, empty. */
  readonly prefix: string
  /** Calls the API by its path. */
  call(path: string, call?: CallOptions): Promise<TargetResponse>
  /** Requests a page by its path on the app host, or by its URL. */
  fetchPage(url: string, call?: CallOptions): Promise<TargetResponse>
  /** Calls a control route of the emulator. @throws SkippedError if the target is not an emulator, Error if the call fails */
  control(path: string, json?: unknown, method?: 'POST' | 'PUT'): Promise<unknown>
}

/** Longer than any call to Cronofy should take. */
const TIMEOUT_MS = 20_000

/**
 * Finds out what the target is.
 *
 * @throws Error with a message of one line if the target does not respond, or does not match the options
 */
export async function findTarget(
  { target, dataCenter }: { readonly target: string; readonly dataCenter: string },
  secrets: Secrets,
): Promise<Target> {
  const accounts = await send(`${target}/sandbox/accounts`, {}, secrets).catch((error: unknown) => {
    throw new Error(`${target} does not respond (${describeError(error)}). Check --target.`)
  })
  const isSandbox = accounts.status === 200 && readAccounts(accounts.json) !== undefined
  if (isSandbox && !readAccounts(accounts.json)?.every(({ subs }) => dataCenter in subs)) {
    throw new Error(`The emulator has no data center "${dataCenter}". Pass another --data-center.`)
  }
  const namedDataCenter = /^api(?:-([a-z]+))?\./.exec(new URL(target).hostname)?.[1] ?? 'us'
  if (!isSandbox && dataCenter !== 'us' && dataCenter !== namedDataCenter) {
    throw new Error(
      `${target} is not in data center "${dataCenter}". Pass the API host of that data center as --target.`,
    )
  }
  const prefix = isSandbox ? `/${dataCenter}` : ''
  const appOrigin = isSandbox ? target : target.replace('://api', '://app')
  return {
    isSandbox,
    dataCenter: isSandbox ? dataCenter : namedDataCenter,
    appOrigin,
    prefix,
    call: (path, call) => send(`${target}${prefix}${path}`, call, secrets, prefix),
    fetchPage: (url, call) => send(url.startsWith('/') ? `${appOrigin}${prefix}${url}` : url, call, secrets, prefix),
    async control(path, json, method = 'POST') {
      if (!isSandbox) throw new SkippedError('needs an emulator')
      const response = await send(`${target}/sandbox/${path}`, json === undefined ? {} : { json, method }, secrets)
      if (response.status >= 300)
        throw new Error(`Cannot prepare the probe: ${response.request} returned ${response.status}`)
      return response.json
    },
  }
}

/** An account of an emulator, as `GET /sandbox/accounts` lists it. */
export interface SandboxAccount {
  readonly name: string
  readonly permissions: string
  readonly subs: Readonly<Record<string, string>>
}

/** Reads the accounts. Returns undefined if the response is not from an emulator. */
export function readAccounts(json: unknown): readonly SandboxAccount[] | undefined {
  if (typeof json !== 'object' || json === null || !('accounts' in json) || !Array.isArray(json.accounts))
    return undefined
  return json.accounts.every((one) => typeof one?.name === 'string' && typeof one?.subs === 'object')
    ? json.accounts
    : undefined
}

async function send(url: string, call: CallOptions = {}, secrets: Secrets, prefix = ''): Promise<TargetResponse> {
  const { token, json, form, body, headers } = call
  const sent = new Headers(headers)
  if (token !== undefined) sent.set('authorization', `Bearer ${token}`)
  if (json !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
  const payload = json !== undefined ? JSON.stringify(json) : form !== undefined ? toForm(form) : body
  const method = call.method ?? (payload === undefined ? 'GET' : 'POST')
  const response = await fetch(url, {
    method,
    headers: sent,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(payload !== undefined && { body: payload }),
  })
  const text = await response.text()
  const parsed = parse(text)
  secrets.addFrom(parsed)
  const code = /[?&]code=([^&#]+)/.exec(response.headers.get('location') ?? '')?.[1]
  secrets.add(code)
  const path = new URL(url).pathname.replace(new RegExp(`^${prefix}(?=/)`), '')
  // The URL of an access page grants access to it, so its last part is a secret.
  const request = `${method} ${path.replace(/^\/permissions\/.+/, '/permissions/…')}`
  return { request, status: response.status, headers: response.headers, text, json: parsed }
}

function toForm(form: NonNullable<CallOptions['form']>): URLSearchParams {
  const pairs: readonly (readonly [string, string])[] = Array.isArray(form) ? form : Object.entries(form)
  return new URLSearchParams(pairs.map(([name, value]) => [name, value]))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function describeError(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string')
    return cause.code
  return cause instanceof Error ? cause.message : String(cause)
}

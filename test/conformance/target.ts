/**
 * The target over HTTP: plain requests that follow no redirect, and answers that are read whole.
 *
 * @module
 */

import { SkippedError } from './probe-result.ts'
import type { Secrets } from './secrets.ts'

/** What is sent. The method is POST where there is a body. */
export interface CallOptions {
  readonly method?: string
  readonly token?: string
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What came back. `json` is undefined where the body is not JSON. */
export interface TargetResponse {
  /** `POST /v1/permissions`, for texts. */
  readonly request: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

/** Where calls go. */
export interface Target {
  readonly isSandbox: boolean
  /** The data center of a sandbox; of the provider, the one that its host names. */
  readonly dataCenter: string
  /** Where users' pages are: the same origin in a sandbox, the app host at the provider. */
  readonly appOrigin: string
  /** The path under which the data center is: `/de` in a sandbox, nothing at the provider. */
  readonly prefix: string
  /** Calls the API by its path. */
  call(path: string, call?: CallOptions): Promise<TargetResponse>
  /** Visits a page by its path on the app host, or by its whole address. */
  fetchPage(url: string, call?: CallOptions): Promise<TargetResponse>
  /** Calls a sandbox's own route. @throws NotTried where it is no sandbox, Error where it refuses. */
  control(path: string, json?: unknown, method?: 'POST' | 'PUT'): Promise<unknown>
}

/** Longer than any call of the provider should take. */
const TIMEOUT_MS = 20_000

/**
 * Finds out what the target is.
 *
 * @throws Error in one line where it does not answer, or is not what the options say.
 */
export async function findTarget(
  { target, dataCenter }: { readonly target: string; readonly dataCenter: string },
  secrets: Secrets,
): Promise<Target> {
  const accounts = await send(`${target}/sandbox/accounts`, {}, secrets).catch((error: unknown) => {
    throw new Error(`Cannot walk: ${target} does not answer (${describeError(error)}); is it the right --target?`)
  })
  const isSandbox = accounts.status === 200 && readAccounts(accounts.json) !== undefined
  if (isSandbox && !readAccounts(accounts.json)?.every(({ subs }) => dataCenter in subs)) {
    throw new Error(`Cannot walk: the sandbox has no data center "${dataCenter}"; choose another --data-center`)
  }
  const namedDataCenter = /^api(?:-([a-z]+))?\./.exec(new URL(target).hostname)?.[1] ?? 'us'
  if (!isSandbox && dataCenter !== 'us' && dataCenter !== namedDataCenter) {
    throw new Error(`Cannot walk: ${target} is not of data center "${dataCenter}"; give its own API host as --target`)
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
      if (!isSandbox) throw new SkippedError('needs a sandbox')
      const response = await send(`${target}/sandbox/${path}`, json === undefined ? {} : { json, method }, secrets)
      if (response.status >= 300)
        throw new Error(`Cannot prepare the probe: ${response.request} answered ${response.status}`)
      return response.json
    },
  }
}

/** The accounts of a sandbox, as `GET /sandbox/accounts` tells them. */
export interface SandboxAccount {
  readonly name: string
  readonly permissions: string
  readonly subs: Readonly<Record<string, string>>
}

/** Undefined where it is the answer of something else. */
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
  // The last part of an access page's address is as good as a password to it.
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

/**
 * Where a person stands in the connect app. Nothing is kept, so it travels in addresses, and a fault loses nothing of
 * it: who tries again finds the request that came back, or the calendars that were chosen.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { CompletedRequest } from '../../../src/flow/flow.ts'
import { parseReturnUrl, SEALED_REQUEST_PARAM } from '../../../src/flow/return-url.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { DEFAULT_TTL_SECONDS, sealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import { readStartRequest } from '../flow/start-request.ts'
import type { RequestEnv } from '../http/request-context.ts'
import type { WizardStep } from '../pages/view-models.ts'
import { calendarsUrl, SELECTED_PARAM, serializeSelection } from './calendar-selection.ts'

/** What the handlers hand to each other within one request. */
export interface ConnectEnv {
  Variables: RequestEnv['Variables'] & {
    /** What the module found out. */
    completed?: Pick<CompletedRequest, 'outcome' | 'request'>
    /** Where the step can be tried once more, if it fails. @default its own address */
    retryUrl?: string
  }
}

/**
 * Gives the outcome page what it needs. To look at the calendars again: what was asked for, sealed anew, since an
 * account that was elevated at once has no seal yet. To try again after a fault: what the step was given.
 */
export function appendFlowState(options: {
  keys: KeyRing
  /** Our own origin. */
  origin: string
  now: () => number
}): MiddlewareHandler<ConnectEnv> {
  const { keys, origin, now } = options
  return async (c, next) => {
    await next()
    const location = c.res.headers.get('location')
    if (location === null) return
    const url = new URL(location)
    const completed = c.get('completed')
    if (completed !== undefined) {
      const request = { ...completed.request, returnTo: undefined }
      const sealOptions = { issuer: origin, nowMs: now(), ttlSeconds: DEFAULT_TTL_SECONDS }
      url.searchParams.set(SEALED_REQUEST_PARAM, await sealPermissionRequest(keys, request, sealOptions))
      if (completed.outcome.status === 'rejected') url.searchParams.set('error', 'access_denied')
    } else if (url.origin === origin) {
      for (const [name, value] of Object.entries(await inputParams(c))) {
        if (value !== undefined) url.searchParams.set(name, value)
      }
      if (url.searchParams.has('permission_error')) url.searchParams.set(REFERENCE_PARAM, c.get('requestContext').id)
    }
    c.res.headers.set('location', url.href)
  }
}

/** What the step was given: by `GET return` the request, by `POST start` the calendars. */
export async function inputParams(c: Context): Promise<Record<string, string | undefined>> {
  if (c.req.method === 'GET') {
    const { sealedRequest, error } = parseReturnUrl(c.req.url)
    return { [SEALED_REQUEST_PARAM]: sealedRequest, error }
  }
  const request = await readStartRequest(c.req)
  const calendarIds = 'code' in request ? undefined : request.calendarIds
  return { [SELECTED_PARAM]: calendarIds && (await serializeSelection(calendarIds)) }
}

/** The id of the request that failed, as the log has it, in the address of the page that tells of it. */
const REFERENCE_PARAM = 'reference'

/** Anybody can type an address, so nothing but an id is read; else it is that of this very request. */
export function parseReference(c: Context<ConnectEnv>): string {
  const value = c.req.query(REFERENCE_PARAM) ?? ''
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : c.get('requestContext').id
}

/** Where the step can be tried again that led to this outcome page, by what {@link appendFlowState} gave it. */
export function previousStepUrl(c: Context): string {
  const { sealedRequest, error } = parseReturnUrl(c.req.url)
  if (sealedRequest !== undefined) {
    return `/outcome?${new URLSearchParams({ [SEALED_REQUEST_PARAM]: sealedRequest, ...(error !== undefined && { error }) })}`
  }
  return calendarsUrl(c.req.query(SELECTED_PARAM))
}

/** Where the request that failed can be tried again; `undefined` where another page has to be posted from. */
export function retryUrlOf(c: Context<ConnectEnv>): string | undefined {
  const { pathname, search } = new URL(c.req.url)
  return c.get('retryUrl') ?? (c.req.method === 'GET' ? pathname + search : undefined)
}

/** Which step of the flow an address belongs to. */
export function wizardStepOf(path: string): WizardStep | undefined {
  if (path === '/calendars' || path.endsWith('/start')) return 'choose'
  if (path.endsWith('/return') || path === '/outcome') return 'allow'
  return path.startsWith('/connect/') ? 'connect' : undefined
}

/**
 * Where a user is in the connect app. The server stores nothing, so URLs contain the request or the selection. After an
 * error, the user can try again without losing it.
 *
 * @module
 */
import type { Context } from 'hono'
import type { CompletedRequest } from '../../../src/flow/flow.ts'
import { parseReturnUrl, SEALED_REQUEST_PARAM } from '../../../src/flow/return-url.ts'
import type { PublicError } from '../../../src/handler/errors/public-error.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import {
  DEFAULT_TTL_SECONDS,
  type PermissionRequest,
  sealPermissionRequest,
} from '../../../src/sealing/permission-request.ts'
import { listUrl, SELECTED_PARAM } from '../calendar-list/calendar-selection.ts'
import { PATHS } from '../http/paths.ts'
import type { RequestEnv } from '../http/request-context.ts'
import type { WizardStep } from '../pages/view-models.ts'

/** What the handlers of one request share. */
export interface ConnectEnv {
  Variables: RequestEnv['Variables'] & {
    /** Where the user can try the step again. @default the URL of the request */
    retryUrl?: string
  }
}

export interface OutcomeUrls {
  /** Without parameters. */
  readonly base: string
  /** Seals a request for this page. The seal of the return step is bound to that step. */
  seal(request: PermissionRequest): Promise<string>
  /** For a request that is done. */
  of(completed: Pick<CompletedRequest, 'outcome' | 'request'>): Promise<string>
  /** For a step that failed. `input` is what the step needs to be tried again. */
  ofError(
    c: Context<ConnectEnv>,
    code: PublicError['code'],
    input: Readonly<Record<string, string | undefined>>,
  ): string
}

export function createOutcomeUrls(options: { keys: KeyRing; origin: string; now: () => number }): OutcomeUrls {
  const { keys, origin, now } = options
  const base = origin + PATHS.outcome
  const seal = (request: PermissionRequest): Promise<string> =>
    sealPermissionRequest(
      keys,
      { ...request, returnTo: undefined },
      { redirectUri: base, nowMs: now(), ttlSeconds: DEFAULT_TTL_SECONDS },
    )
  return {
    base,
    seal,
    async of({ outcome, request }) {
      return withParams(base, {
        permission_status: outcome.status,
        [SEALED_REQUEST_PARAM]: await seal(request),
        error: outcome.status === 'rejected' ? 'access_denied' : undefined,
      })
    },
    ofError(c, code, input) {
      const status = { permission_status: 'error', permission_error: code }
      return withParams(base, { ...status, ...input, [REFERENCE_PARAM]: c.get('requestContext').id })
    },
  }
}

function withParams(base: string, params: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(base)
  for (const [name, value] of Object.entries(params)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

/** The ID of the request that failed, as in the log. */
const REFERENCE_PARAM = 'reference'

/** Reads the ID of the request that failed. Users can forge a URL, so anything but an ID counts as absent. */
export function parseReference(c: Context<ConnectEnv>): string {
  const value = c.req.query(REFERENCE_PARAM) ?? ''
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : c.get('requestContext').id
}

/** Where the user can try again the step that led to this outcome page, by the `input` of {@link OutcomeUrls.ofError}. */
export function previousStepUrl(c: Context): string {
  const { sealedRequest, error } = parseReturnUrl(c.req.url)
  if (sealedRequest !== undefined) {
    return `${PATHS.outcome}?${new URLSearchParams({ [SEALED_REQUEST_PARAM]: sealedRequest, ...(error !== undefined && { error }) })}`
  }
  return listUrl(PATHS.calendars, { [SELECTED_PARAM]: c.req.query(SELECTED_PARAM) })
}

/** Where the user can try a failed request again. Undefined for a POST, which only a form can send. */
export function retryUrlOf(c: Context<ConnectEnv>): string | undefined {
  const { pathname, search } = new URL(c.req.url)
  return c.get('retryUrl') ?? (c.req.method === 'GET' ? pathname + search : undefined)
}

/** The step of the progress bar for a path. */
export function wizardStepOf(path: string): WizardStep | undefined {
  if (path === PATHS.calendars || path === PATHS.permissionsStart) return 'choose'
  if (path === PATHS.permissionsReturn || path === PATHS.outcome) return 'allow'
  return path.startsWith(`${PATHS.connect}/`) ? 'connect' : undefined
}

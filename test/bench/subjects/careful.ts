/**
 * A careful handler that is written by hand with Hono and `jose`. It does the same work as ours, for one application: it seals the request,
 * limits each call in time and size, checks the responses, digests the calendars, checks the origin, the API key, and the body, sets
 * security headers, and logs a line. It has no retries, no events, no error page, and only one data center.
 *
 * @module
 */
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { timingSafeEqual } from 'hono/utils/buffer'
import { CompactEncrypt, compactDecrypt } from 'jose'

interface Bindings {
  /** The base URL of Cronofy, with the data center. */
  PROVIDER: string
  RETURN_URL: string
  RETURN_TO: string
  /** 32 bytes in base64url. */
  SEALING_KEYS: string
  API_KEY: string
}

interface Calendar {
  calendar_id: string
  calendar_name?: string
  permission_level?: string
  calendar_deleted?: boolean
}

interface SealedRequest {
  id: string
  subject: string
  digests: string[]
  expires: number
}

const FRESH = 'fresh'
const GRANTED = 'granted'
const TIMEOUT_MS = 5000
const MAX_BYTES = 1024 * 1024
const TTL_SECONDS = 3600

const SECURITY_HEADERS = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store, no-transform',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
}

const app: Hono<{ Bindings: Bindings }> = new Hono<{ Bindings: Bindings }>()

app.use(async (c, next) => {
  const startedMs = Date.now()
  const requestId = crypto.randomUUID()
  await next()
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value)
  const { method, path } = c.req
  const time = new Date().toISOString()
  console.log(
    JSON.stringify({ time, requestId, method, path, status: c.res.status, durationMs: Date.now() - startedMs }),
  )
})

app.get('/healthz', (c) => c.json({ status: 'ok' }))

app.post('/permissions/start', async (c) => {
  if (c.req.header('sec-fetch-site') !== 'same-origin') throw new HTTPException(403)
  const { all_calendars: all } = await c.req.parseBody()
  if (all !== 'true') throw new HTTPException(400)
  const calendars = await listCalendars(c.env, FRESH)
  const ids = calendars
    .filter((calendar) => calendar.calendar_deleted !== true && calendar.permission_level !== 'unrestricted')
    .map((calendar) => calendar.calendar_id)
  const sealed = await sealFor(c.env, ids)
  const body = await callProvider(c.env, '/v1/permissions', FRESH, {
    permissions: ids.map((id) => ({ calendar_id: id, permission_level: 'unrestricted' })),
    redirect_uri: `${c.env.RETURN_URL}?request=${sealed}`,
  })
  const { url } = (body as { permissions_request?: { url?: unknown } }).permissions_request ?? {}
  if (typeof url !== 'string' || new URL(url).origin !== new URL(c.env.PROVIDER).origin) throw new HTTPException(502)
  return c.redirect(url, 303)
})

app.get('/permissions/return', async (c) => {
  const request = await unseal(c.env, c.req.query('request') ?? '')
  const { status } = await readOutcome(c.env, request, GRANTED)
  const target = new URL(c.env.RETURN_TO)
  target.searchParams.set('permission_status', status)
  return c.redirect(target.href, 303)
})

app.post('/permission-requests/complete', async (c) => {
  const [, key = ''] = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '') ?? []
  if (!(await timingSafeEqual(c.env.API_KEY, key))) throw new HTTPException(401)
  const body = await c.req.json<Record<string, unknown>>()
  const { sealed_request: sealed, access_token: token, subject, data_center: dataCenter } = body
  if (typeof sealed !== 'string' || typeof token !== 'string' || dataCenter !== 'us') throw new HTTPException(400)
  const request = await unseal(c.env, sealed)
  if (request.subject !== subject) throw new HTTPException(409)
  const outcome = await readOutcome(c.env, request, token)
  return c.json({ request_id: request.id, subject, data_center: dataCenter, ...outcome })
})

export default app

async function readOutcome(env: Bindings, request: SealedRequest, token: string) {
  const listed = await listCalendars(env, token)
  const digests = await digestAll(listed.map((calendar) => calendar.calendar_id))
  const byDigest = new Map(digests.map((digest, index) => [digest, listed[index]]))
  const calendars = request.digests
    .map((digest) => byDigest.get(digest))
    .filter((calendar) => calendar !== undefined)
    .map(({ calendar_id: id, calendar_name: name, permission_level: level, calendar_deleted: deleted }) => ({
      calendar_id: id,
      calendar_name: name,
      permission_level: level,
      granted: level === 'unrestricted' && deleted !== true,
    }))
  const granted = calendars.filter((calendar) => calendar.granted).length
  const status = granted === request.digests.length ? 'granted' : granted > 0 ? 'partial' : 'unconfirmed'
  const missing = request.digests.length - calendars.length
  return { status, calendars, missing_count: missing, verified_at: new Date().toISOString() }
}

async function listCalendars(env: Bindings, token: string): Promise<Calendar[]> {
  const { calendars } = (await callProvider(env, '/v1/calendars', token)) as { calendars?: unknown }
  if (!Array.isArray(calendars)) throw new HTTPException(502)
  return calendars.filter((calendar): calendar is Calendar => typeof calendar?.calendar_id === 'string')
}

async function callProvider(env: Bindings, path: string, token: string, body?: object): Promise<unknown> {
  const response = await fetch(env.PROVIDER + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok || response.body === null) throw new HTTPException(502)
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new HTTPException(502)
    text += decoder.decode(chunk, { stream: true })
  }
  return JSON.parse(text + decoder.decode())
}

/** Seals a request for these calendars, as `POST /permissions/start` does. */
export async function sealFor(env: Pick<Bindings, 'SEALING_KEYS'>, ids: readonly string[]): Promise<string> {
  return seal(env, {
    id: crypto.randomUUID(),
    subject: 'user-1',
    digests: await digestAll(ids),
    expires: Math.floor(Date.now() / 1000) + TTL_SECONDS,
  })
}

function digestAll(ids: readonly string[]): Promise<string[]> {
  return Promise.all(
    ids.map(async (id) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id))
      return btoa(String.fromCharCode(...new Uint8Array(digest, 0, 6)))
    }),
  )
}

function keyOf({ SEALING_KEYS: key }: Pick<Bindings, 'SEALING_KEYS'>): Uint8Array {
  return Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
}

function seal(env: Pick<Bindings, 'SEALING_KEYS'>, request: SealedRequest): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(request)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(keyOf(env))
}

async function unseal(env: Bindings, sealed: string): Promise<SealedRequest> {
  const { plaintext } = await compactDecrypt(sealed, keyOf(env))
  const request = JSON.parse(new TextDecoder().decode(plaintext)) as SealedRequest
  if (request.expires < Date.now() / 1000) throw new HTTPException(410)
  return request
}

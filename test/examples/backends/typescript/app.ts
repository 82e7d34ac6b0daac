/**
 * A backend on Hono. It connects its users to Cronofy, lets them choose calendars, and shows what was granted, through the
 * service.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { timingSafeEqual } from 'hono/utils/buffer'
import createClient from 'openapi-fetch'
// From the service's description: openapi-typescript openapi.yaml -o service.ts
import type { paths } from '../../../../generated/service.ts'
import { type Connection, openDatabase } from './database.ts'
import { renderSettings, renderSignIn } from './page.ts'

/** Stand in for the application's own users and sign-in. */
const USERS: Readonly<Record<string, string>> = { ada: 'Ada Lovelace', ben: 'Ben Adams', di: 'Di Evans' }

const OUTCOMES: Readonly<Record<string, string>> = {
  granted: 'Granted: full access to all requested calendars',
  partial: 'Partly granted: full access to some of the requested calendars',
  rejected: 'Rejected: full access was not granted',
  unconfirmed: 'Unconfirmed: Cronofy does not show full access',
}

/** By code. A URL can contain any code, so it must not find a property that every object has. */
const ERRORS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  account_mismatch: 'Refused: another user began this. Start again',
  expired_sealed_request: 'Expired: start again. What was granted stays granted',
  expired_connection: 'Expired: connect again',
  access_denied: 'Not connected: you did not allow it',
  canceled: 'Canceled: nothing was requested',
  invalid_grant: 'Disconnected: connect your calendar again',
})

const SORRY = 'That did not work. Try again'

interface Session {
  readonly user: string
  readonly csrf: string
  /** The IDs of connections that this session has begun. Each is removed before it is completed, so it is used once. */
  readonly begun: Set<string>
  notice: string
  /** A connection that the user has not confirmed yet. */
  pending?: Connection | undefined
}

/** An error of the service, by its code. */
class ServiceError extends Error {}

function unwrap<Data>({ data, error }: { data?: Data; error?: { code?: string; instance?: string } }): Data {
  if (data !== undefined) return data
  console.warn('The service responded with', error?.code, error?.instance) // The worker's log has the instance.
  throw new ServiceError(error?.code)
}

export function createApp(options: {
  baseUrl: string
  serviceUrl: string
  apiKey: string
  database: string
  fetch?: (request: Request) => Promise<Response>
  /** What to show below the settings. */
  footer?: () => unknown
}) {
  const { baseUrl, serviceUrl, apiKey, database, fetch: send = fetch, footer } = options
  const cookie = `acme-${new URL(baseUrl).port}` // All ports of a host share cookies.
  const store = openDatabase(database)
  const sessions = new Map<string, Session>()
  const refreshes = new Map<number, Promise<Connection>>()
  const service = createClient<paths>({
    baseUrl: serviceUrl,
    headers: { Authorization: `Bearer ${apiKey}` },
    fetch: (request) => send(new Request(request, { signal: AbortSignal.timeout(30_000) })),
  })
  service.use({ onError: () => Response.json({}, { status: 502 }) })

  const app = new Hono<{ Variables: { session: Session } }>()
  const showSettings = (c: Context, notice = '') => {
    c.get('session').notice = notice
    return c.redirect('/settings', 303)
  }

  app.get('/sign-in', (c) => {
    const user = c.req.query('user') ?? ''
    if (!Object.hasOwn(USERS, user)) return c.notFound()
    const id = randomBytes(32).toString('base64url')
    sessions.set(id, { user, csrf: randomBytes(32).toString('base64url'), begun: new Set(), notice: '' })
    setCookie(c, cookie, id, { httpOnly: true, sameSite: 'Lax', path: '/' }) // On https, add `secure: true`.
    return c.redirect('/settings', 303)
  })

  /** Only the session says who is signed in, never a URL. */
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const session = sessions.get(getCookie(c, cookie) ?? '')
    if (session === undefined) {
      return c.html(renderSignIn(USERS), 401)
    }
    c.set('session', session)
    // Coming back uses up what the URL carries, so a browser must not do it in advance.
    const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? ''
    if (c.req.method === 'HEAD' || purpose.includes('prefetch')) return c.body(null, 204)
    if (c.req.method !== 'POST') return next()
    // An Enterprise Connect account is given access at once, and the service cannot see the browser.
    const { csrf } = await c.req.parseBody()
    return (await timingSafeEqual(session.csrf, String(csrf))) ? next() : c.text('This form is not from our page', 403)
  })

  app.onError((error, c) => {
    if (!(error instanceof ServiceError)) console.error(error)
    return showSettings(c, ERRORS[error.message] ?? SORRY)
  })

  app.get('/', (c) => c.redirect('/settings', 303))

  app.post('/connect', async (c) => {
    const { user, begun } = c.get('session')
    // docs:begin beginConnection
    const { redirect } = unwrap(
      await service.POST('/connections', { body: { subject: user, return_to: `${baseUrl}/connected` } }),
    )
    begun.add(redirect.connection_id)
    return c.redirect(redirect.url, 303)
    // docs:end
  })

  app.get('/connected', async (c) => {
    const session = c.get('session')
    const { connection_id = '', connection_error, sealed_connection = '' } = c.req.query()
    if (!session.begun.delete(connection_id)) return showSettings(c)
    if (connection_error !== undefined) throw new ServiceError(connection_error)
    // docs:begin completeConnection
    const body = { sealed_connection, subject: session.user }
    const connection = unwrap(await service.POST('/connections/complete', { body }))
    // docs:end
    // Someone may have lured the user here with another account, so the user has to confirm it.
    session.pending = connection
    return showSettings(c)
  })

  app.post('/confirm', async (c) => {
    const session = c.get('session')
    const { pending } = session
    session.pending = undefined
    const { answer } = await c.req.parseBody()
    if (pending === undefined) return showSettings(c)
    if (answer === 'yes') store.saveConnection(session.user, pending)
    else await revoke(pending)
    return showSettings(c, answer === 'yes' ? 'Connected' : 'Removed')
  })

  app.post('/allow', async (c) => {
    const { connection: id } = await c.req.parseBody()
    const url = await withTokens(c, id, async ({ data_center, tokens: { access_token, expires_at } }) => {
      // docs:begin beginPermissionRequest
      const body = {
        ...{ data_center, access_token, access_token_expires_at: expires_at, subject: c.get('session').user },
        ...{ choose_calendars: true, return_to: `${baseUrl}/returned?connection=${id}` },
      }
      const { redirect } = unwrap(await service.POST('/permission-requests', { body }))
      return redirect?.url
      // docs:end
    })
    return c.redirect(url ?? '/settings', 303)
  })

  app.get('/returned', async (c) => {
    const { connection: id, sealed_request, permission_error } = c.req.query()
    if (sealed_request === undefined) throw new ServiceError(permission_error)
    // The URL proves nothing. The service reads what was granted.
    const outcome = await withTokens(c, id, async ({ data_center, tokens: { access_token } }) => {
      // docs:begin completePermissionRequest
      const account = { data_center, access_token, subject: c.get('session').user }
      const body = { ...account, sealed_request, ...(permission_error && { permission_error }) }
      return unwrap(await service.POST('/permission-requests/complete', { body }))
      // docs:end
    })
    store.saveOutcome(outcome)
    return showSettings(c)
  })

  app.post('/disconnect', async (c) => {
    const connection = requireConnection(c, (await c.req.parseBody())['connection'])
    await revoke(connection)
    store.removeConnection(connection.id)
    return showSettings(c, 'Disconnected')
  })

  app.get('/settings', async (c) => {
    const session = c.get('session')
    const connections = await Promise.all(
      store.connections(session.user).map(async ({ id, account }) => ({
        ...{ id, name: account.profile_name ?? 'Account without a name' },
        calendars: await withTokens(c, id, readCalendars).catch((error: Error) => {
          session.notice ||= ERRORS[error.message] ?? SORRY
          return []
        }),
      })),
    )
    const { user, csrf, notice, pending } = session
    session.notice = ''
    return c.html(
      renderSettings({
        ...{ users: USERS, user, csrf, notice, connections, footer: footer?.() },
        pending: pending && (pending.account.profile_name ?? 'an account without a name'),
        outcomes: store.statuses(user).map((status) => OUTCOMES[status] ?? status),
      }),
    )
  })

  async function readCalendars({ data_center, tokens: { access_token } }: Connection) {
    // docs:begin readPermissions
    const { calendars } = unwrap(await service.POST('/permissions/read', { body: { data_center, access_token } }))
    return calendars
    // docs:end
  }

  async function revoke({ data_center, tokens }: Connection): Promise<void> {
    // docs:begin revokeConnection
    const body = { data_center, token: tokens.refresh_token ?? tokens.access_token }
    unwrap(await service.POST('/connections/revoke', { body }))
    // docs:end
  }

  /** The connection that a form or a URL names, if it is the signed-in user's. */
  function requireConnection(c: Context, id: unknown): Connection & { readonly id: number } {
    const connection = store.connections(c.get('session').user).find((own) => own.id === Number(id))
    if (connection === undefined) throw new ServiceError('invalid_grant')
    return connection
  }

  /** Calls with a connection, and once more with fresh tokens if Cronofy rejects its access token. */
  async function withTokens<Result>(
    c: Context,
    id: unknown,
    call: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const connection = requireConnection(c, id)
    try {
      return await call(connection)
    } catch (error) {
      if (!(error instanceof ServiceError) || error.message !== 'account_token_rejected') throw error
      return call(await refresh(c, connection))
    }
  }

  /** A refresh token may work only once, so calls at the same time share one refresh. */
  async function refresh(c: Context, { id, tokens }: Connection): Promise<Connection> {
    const connection = requireConnection(c, id)
    // Another call may have refreshed it since.
    if (connection.tokens.access_token !== tokens.access_token) return connection
    const running =
      refreshes.get(connection.id) ?? refreshOnce(c, connection).finally(() => refreshes.delete(connection.id))
    refreshes.set(connection.id, running)
    return running
  }

  async function refreshOnce(c: Context, connection: Connection): Promise<Connection> {
    const {
      data_center,
      tokens: { refresh_token },
    } = connection
    if (refresh_token === null) throw new ServiceError('invalid_grant')
    // docs:begin refreshConnection
    const body = { data_center, refresh_token }
    const { tokens: fresh } = unwrap(await service.POST('/connections/refresh', { body }))
    const tokens = { ...fresh, refresh_token: fresh.refresh_token ?? refresh_token } // Cronofy may send no new one.
    store.saveConnection(c.get('session').user, { ...connection, tokens })
    // docs:end
    return { ...connection, tokens }
  }

  return app
}

/**
 * The session of the connect app: tokens in a sealed cookie. The server stores nothing.
 *
 * @module
 */

import type { Context } from 'hono'
import type { Account } from '../../../src/account.ts'
import { internalsOf } from '../../../src/client/internals.ts'
import type { Client } from '../../../src/client/types.ts'
import { type DataCenter, isDataCenter } from '../../../src/data-centers.ts'
import { ProviderError } from '../../../src/errors.ts'
import { createSealedCookies } from '../../../src/handler/sealed-cookies.ts'
import type { GetAccountOptions } from '../../../src/handler/with-account.ts'
import { type OAuthApplication, refreshTokens, type Tokens } from '../../../src/oauth.ts'
import type { Claims } from '../../../src/sealing/claims.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import { callOptionsOf, type OnContextEvent, setCookies } from '../http/steps.ts'
import { type ConnectHooks, callHook } from './hooks.ts'

export interface Session {
  readonly dataCenter: DataCenter
  /** Cronofy's ID of the account (`sub`). */
  readonly subject: string
  /** The name of the account on pages. */
  readonly name: string
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** When the session ends, in seconds since 1970. It stays the same when tokens are refreshed. */
  readonly expiresAtSeconds: number
  /** Tokens that a hook has not received yet. No step uses the session until it has. */
  readonly undelivered: Undelivered | undefined
}

interface Undelivered {
  readonly hook: 'onConnected' | 'onTokensRenewed'
  readonly tokens: Pick<Tokens, 'expiresAtMs' | 'scope' | 'profileName' | 'providerName'>
}

export interface Sessions {
  read(c: Context): Promise<Session | undefined>
  /**
   * Signs a user in after an authorization. The new session replaces any other.
   *
   * @throws {HookError} The session is created anyway.
   */
  create(c: Context, tokens: Tokens, dataCenter: DataCenter): Promise<void>
  destroy(c: Context): void
  /**
   * Returns the account of the signed-in user, or `null`. Refreshes the access token if Cronofy has rejected it.
   * Repeats the hook that has failed last.
   *
   * @throws {HookError}
   * @throws {ProviderError} `invalid_grant` if the refresh token is no longer valid: the connection has ended, or another
   *   tab has just refreshed it
   */
  getAccount(c: Context, options: GetAccountOptions): Promise<Account | null>
}

const COOKIE = 'session'

/** In characters, as long as an email address can be. A longer name might not fit into the cookie (T7). */
const MAX_NAME_LENGTH = 254

/** A working day. It counts from the sign-in, so that a copied cookie does not work for longer (T26). */
const SESSION_TTL_SECONDS = 12 * 3600

export function createSessions(options: {
  keys: KeyRing
  origin: string
  client: Client
  applications: ReadonlyMap<DataCenter, OAuthApplication>
  hooks: ConnectHooks
  onEvent?: OnContextEvent | undefined
}): Sessions {
  const { keys, origin, client, applications, hooks, onEvent } = options
  const { now } = internalsOf(client)
  const cookies = createSealedCookies(keys, {
    purpose: 'session',
    origin,
    ttlSeconds: SESSION_TTL_SECONDS,
    now,
  })

  /** What a request has written. Its cookie still has the previous session. */
  const written = new WeakMap<Request, Session | null>()

  async function read(c: Context): Promise<Session | undefined> {
    const current = written.get(c.req.raw)
    if (current !== undefined) return current ?? undefined
    const claims = await cookies.get(c.req.raw, COOKIE)
    if (claims === undefined) return undefined
    const { sub, exp, ['dc']: dataCenter, ['at']: accessToken, ['rt']: refreshToken, ['name']: name } = claims
    // The data center may no longer be configured. Then the session is of no use.
    if (!isDataCenter(dataCenter) || !applications.has(dataCenter)) return undefined
    if (typeof sub !== 'string' || typeof accessToken !== 'string' || typeof name !== 'string') return undefined
    if (exp === undefined) return undefined
    return {
      dataCenter,
      subject: sub,
      name,
      accessToken,
      refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
      expiresAtSeconds: exp,
      undelivered: readUndelivered(claims, profileNameOf({ name, subject: sub })),
    }
  }

  async function write(c: Context, session: Session): Promise<void> {
    const { dataCenter, subject, name, accessToken, refreshToken, expiresAtSeconds, undelivered } = session
    const claims = {
      sub: subject,
      dc: dataCenter,
      name,
      at: accessToken,
      ...(refreshToken !== undefined && { rt: refreshToken }),
      ...(undelivered !== undefined && undeliveredClaims(undelivered)),
    }
    // A session may end while its token is refreshed.
    const ttlSeconds = Math.max(0, expiresAtSeconds - nowSeconds())
    setCookies(c, [await cookies.set(COOKIE, claims, { ttlSeconds })])
    written.set(c.req.raw, session)
  }

  /** Delivers the tokens to their hook, and writes the session: if the hook fails, they stay undelivered. */
  async function deliver(c: Context, session: Session): Promise<Session> {
    const { undelivered, subject: sub, dataCenter, accessToken, refreshToken } = session
    const delivered = { ...session, undelivered: undefined }
    try {
      if (undelivered !== undefined) {
        const tokens = { ...undelivered.tokens, accessToken, refreshToken, sub }
        await callHook(hooks, undelivered.hook, c, { sub, dataCenter, tokens })
      }
    } catch (error) {
      await write(c, session)
      throw error
    }
    await write(c, delivered)
    return delivered
  }

  function nowSeconds(): number {
    return Math.floor(now() / 1000)
  }

  return {
    read,
    async create(c, tokens, dataCenter) {
      const { accessToken, refreshToken, sub, profileName } = tokens
      // `sub` is optional for Cronofy, but accounts cannot be distinguished without it.
      if (sub === undefined) {
        throw new ProviderError('invalid_provider_response', 'the token response names no account', {
          operation: 'POST /oauth/token',
          dataCenter,
        })
      }
      const expiresAtSeconds = nowSeconds() + SESSION_TTL_SECONDS
      // By code points, so that no surrogate pair is cut in half.
      const name = Array.from(profileName ?? sub)
        .slice(0, MAX_NAME_LENGTH)
        .join('')
      const undelivered = { hook: 'onConnected', tokens } as const
      await deliver(c, { dataCenter, subject: sub, name, accessToken, refreshToken, expiresAtSeconds, undelivered })
    },
    destroy(c) {
      setCookies(c, [cookies.clear(COOKIE)])
      written.set(c.req.raw, null)
    },
    async getAccount(c, { rejectedToken, deadlineMs }) {
      const found = await read(c)
      if (found === undefined) return null
      const session = found.undelivered === undefined ? found : await deliver(c, found)
      if (session.accessToken !== rejectedToken) return session
      const application = applications.get(session.dataCenter)
      // With an unchanged token, the step fails with Cronofy's error.
      if (application === undefined || session.refreshToken === undefined) return session
      const tokens = await refreshTokens(client, application, {
        ...callOptionsOf(c, client, onEvent),
        refreshToken: session.refreshToken,
        deadlineMs,
      })
      const { accessToken, refreshToken } = tokens
      // A refresh does not return the profile. The hook receives the same name if it is called again.
      const profileName = tokens.profileName ?? profileNameOf(session)
      const undelivered = { hook: 'onTokensRenewed', tokens: { ...tokens, profileName } } as const
      return deliver(c, { ...session, accessToken, refreshToken, undelivered })
    },
  }
}

/** The name that the session kept. It is the `sub` if Cronofy sent none. */
function profileNameOf({ name, subject }: Pick<Session, 'name' | 'subject'>): string | undefined {
  return name === subject ? undefined : name
}

function undeliveredClaims({ hook, tokens }: Undelivered): Claims {
  const { expiresAtMs, scope, providerName } = tokens
  return { hook, ea: expiresAtMs, sc: scope, pn: providerName }
}

function readUndelivered(claims: Claims, profileName: string | undefined): Undelivered | undefined {
  const { hook, ['ea']: expiresAtMs, ['sc']: scope, ['pn']: providerName } = claims
  if ((hook !== 'onConnected' && hook !== 'onTokensRenewed') || typeof expiresAtMs !== 'number') return undefined
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return { hook, tokens: { expiresAtMs, scope: text(scope), profileName, providerName: text(providerName) } }
}

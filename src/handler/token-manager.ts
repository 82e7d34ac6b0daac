/**
 * Keeps the tokens of users fresh in the application's own store: {@link createTokenManager}.
 *
 * @module
 */
import type { Account } from '../account.ts'
import { emit, type ProviderRequestEvent } from '../client/events.ts'
import { internalsOf } from '../client/internals.ts'
import { DEFAULT_TIMEOUT_MS } from '../client/retry.ts'
import type { Client } from '../client/types.ts'
import type { DataCenter } from '../data-centers.ts'
import { ConfigurationError, ProviderError } from '../errors.ts'
import { type OAuthApplication, refreshTokens } from '../oauth.ts'
import { toApplicationMap } from './applications.ts'
import { type FoundAccount, runWithAccount } from './with-account.ts'

/** The tokens of a connection, as you store them. You can store more properties, such as Cronofy's `sub`. */
export interface StoredTokens {
  /** Where the account is. */
  readonly dataCenter: DataCenter
  /** The newest access token. */
  readonly accessToken: string
  /** The newest refresh token. Without one, the connection ends when the access token expires. */
  readonly refreshToken?: string | undefined
  /** When the access token expires, in milliseconds since 1970. */
  readonly expiresAtMs: number
}

/** A connection has ended: the user has to connect again. */
export interface ConnectionEndedEvent {
  /** The type of the event. */
  readonly type: 'connection_ended'
  /** The user whose connection has ended. */
  readonly subject: string
  /** Where the account is. */
  readonly dataCenter: DataCenter
}

/** Options of {@link createTokenManager}. */
export interface TokenManagerOptions<Stored extends StoredTokens> {
  /** From `createClient`. */
  client: Client
  /** The application's credentials, one for each data center. */
  applications: readonly OAuthApplication[]
  /**
   * Returns the stored tokens of a user, or `null` if the user has not connected. If a user may have several connections, use a key
   * that identifies one of them as `subject`. The account and its outcomes then have this key as their subject.
   */
  load: (subject: string) => Stored | null | Promise<Stored | null>
  /**
   * Stores `next`, but only if the stored refresh token is still `previous.refreshToken`. Check and write in one statement or one
   * transaction. Returns `true` if it stored the tokens, and `false` if another process stored others first. `next` also has all other
   * properties of `previous`.
   */
  save: (subject: string, next: Stored, previous: Stored) => boolean | Promise<boolean>
  /**
   * Runs `run` under a lock on `subject` that all processes share. Without a lock, two processes may refresh the same token. The
   * process that fails then reads the store for up to 2 seconds, until it has the other's tokens.
   * @default no lock
   */
  lock?: (<Result>(subject: string, run: () => Promise<Result>) => Promise<Result>) | undefined
  /**
   * Receives an event for each refresh that is sent to Cronofy, and an event when a connection has ended. A process reports this
   * once for each refresh token. Events contain no secret. The result is not awaited, and what it throws is ignored.
   */
  onEvent?: ((event: ProviderRequestEvent | ConnectionEndedEvent) => unknown) | undefined
}

/** Options of `getAccount` and `getTokens`. */
export interface GetTokensOptions {
  /** The access token that Cronofy has just rejected. It is refreshed even if `expiresAtMs` has not passed. */
  readonly rejectedToken?: string | undefined
  /**
   * How long the call waits for new tokens: until this time, in milliseconds since 1970. A refresh that has begun continues, so that
   * its tokens are stored. In workerd, the call waits for the refresh to end, because workerd cancels what runs after a request.
   * @default 12 seconds after the call
   */
  readonly deadlineMs?: number | undefined
}

/** Reads and refreshes tokens. */
export interface TokenManager<Stored extends StoredTokens> {
  /**
   * Returns the account of a user for the hook `getAccount`: `null` if no user is signed in (`subject` is `null`), and
   * `not_connected` if the user has not connected or the connection has ended.
   *
   * @throws {ProviderError} if the tokens cannot be refreshed now
   * @throws {ConfigurationError} if `applications` lacks the data center of the connection
   */
  getAccount(subject: string | null, options?: GetTokensOptions): Promise<FoundAccount>
  /**
   * Returns fresh tokens of a user, for a job that runs without a request. Returns `null` if the user has not connected or the
   * connection has ended.
   *
   * @throws {ProviderError} if the tokens cannot be refreshed now
   * @throws {ConfigurationError} if `applications` lacks the data center of the connection
   */
  getTokens(subject: string, options?: GetTokensOptions): Promise<Stored | null>
  /**
   * Calls Cronofy for a user, for a page or a job of the application:
   * `tokens.withAccount(userId, (account, options) => readPermissions({ client, account, ...options }))`. If Cronofy rejects the
   * access token, `use` is called once more with a fresh one. Returns `null` if `subject` is `null`, the user has not connected,
   * or the connection has ended.
   *
   * @param use Receives the deadline of both attempts, which it has to pass on.
   * @param options.deadlineMs The deadline, in milliseconds since 1970. @default 12 seconds from now
   * @throws {ProviderError} if the tokens cannot be refreshed now, or if Cronofy rejects the fresh token too
   * @throws whatever `use` throws
   */
  withAccount<Result>(
    subject: string | null,
    use: (account: Account, options: { readonly deadlineMs: number }) => Promise<Result>,
    options?: { readonly deadlineMs?: number | undefined },
  ): Promise<Result | null>
}

/** A token that expires sooner may expire before a step of 12 seconds ends. Cronofy calls `expires_in` approximate. */
const EXPIRY_MARGIN_MS = 60_000

/** How long another process may take to store the tokens after it has used the refresh token. */
const SETTLE_MS = 2000

const POLL_MS = 100

/** The maximum number of users about whom something is remembered. It limits memory. */
const MAX_REMEMBERED = 1000

const REFRESH = 'POST /oauth/token'

/** Each attempt fails only if another writer stored something in the meantime. */
const MAX_ATTEMPTS = 3

/**
 * Creates a token manager, which keeps the tokens in your own store fresh. It refreshes an access token when it has expired or when
 * Cronofy has rejected it, with `POST /oauth/token`. It stores the new tokens before it uses them. It never deletes tokens.
 *
 * In one process, concurrent calls for one user share one refresh. In workerd they do not, because one request cannot wait for another.
 * Across processes, `save` does not overwrite newer tokens, and `lock` prevents a second refresh. If Cronofy rejects a refresh token,
 * another process may have used it. The manager then reads the store for up to 2 seconds before it reports that the connection has
 * ended.
 *
 * @param options Your store, and the application's credentials.
 *
 * @throws {ConfigurationError} if `applications` is empty, has an incomplete entry, or has two entries for one data center
 * @example
 * ```ts
 * const tokens = createTokenManager({
 *   client,
 *   applications,
 *   load: (subject) => store.get(subject) ?? null,
 *   save: (subject, next, previous) => {
 *     if (store.get(subject)?.refreshToken !== previous.refreshToken) return false
 *     store.set(subject, next)
 *     return true
 *   },
 * })
 * const getAccount = (session: Session, options: GetAccountOptions) => tokens.getAccount(session.userId, options)
 * ```
 */
export function createTokenManager<Stored extends StoredTokens>(
  options: TokenManagerOptions<Stored>,
): TokenManager<Stored> {
  const { client, load, save, lock, onEvent } = options
  const { now, wait } = internalsOf(client)
  const applications = toApplicationMap(options.applications)
  /** The refreshes of this process, by subject. */
  const running = new Map<string, Promise<Stored | null>>()
  /** The tokens of connections that have ended, by subject: the next request need not wait again. */
  const deadTokens = new Map<string, string>()
  /** New tokens that could not be stored, by subject, and the refresh token that they replace. */
  const unsavedTokens = new Map<string, { tokens: Stored; replaced: string | undefined }>()

  async function getTokens(subject: string, wanted: GetTokensOptions = {}): Promise<Stored | null> {
    const { rejectedToken, deadlineMs = now() + DEFAULT_TIMEOUT_MS } = wanted
    if (!subject) return null
    const stored = (await load(subject)) ?? null
    if (stored === null || isUsable(stored, rejectedToken)) return stored
    // In workerd, what still runs when a request has ended is canceled, so new tokens could be lost.
    if (!canSharePromises()) return refreshLocked(subject, rejectedToken)
    return withinDeadline(refreshShared(subject, rejectedToken), deadlineMs, stored.dataCenter)
  }

  async function refreshShared(subject: string, rejectedToken: string | undefined): Promise<Stored | null> {
    for (let current = running.get(subject); current !== undefined; current = running.get(subject)) {
      const result = await current
      // The other call may have found the token that this call knows as rejected.
      if (result === null || isUsable(result, rejectedToken)) return result
    }
    const refresh = refreshLocked(subject, rejectedToken).finally(() => running.delete(subject))
    running.set(subject, refresh)
    return refresh
  }

  function refreshLocked(subject: string, rejectedToken: string | undefined): Promise<Stored | null> {
    const refresh = () => refreshStored(subject, rejectedToken)
    return lock === undefined ? refresh() : lock(subject, refresh)
  }

  /** Only the caller stops waiting at its deadline. The refresh goes on, because its result must be stored. */
  async function withinDeadline<Result>(
    result: Promise<Result>,
    deadlineMs: number,
    dataCenter: DataCenter,
  ): Promise<Result> {
    const cleanup = new AbortController()
    const timedOut = wait(Math.max(deadlineMs - now(), 0), cleanup.signal).then(() => {
      throw new ProviderError('timeout', 'the refresh was not finished in time', { operation: REFRESH, dataCenter })
    })
    // One of the two is left without a reader.
    for (const promise of [result, timedOut]) promise.catch(() => undefined)
    try {
      return await Promise.race([result, timedOut])
    } finally {
      cleanup.abort()
    }
  }

  async function refreshStored(subject: string, rejectedToken: string | undefined): Promise<Stored | null> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const stored = (await load(subject)) ?? null
      // Another process may have refreshed the token while this one waited for the lock.
      if (stored === null || isUsable(stored, rejectedToken)) return stored
      const { refreshToken } = stored
      if (refreshToken === undefined) return useUp(subject, stored, rejectedToken)
      if (refreshToken === deadTokens.get(subject)) return null
      const unsaved = unsavedTokens.get(subject)
      if (unsaved?.replaced === refreshToken) {
        await saveOrKeep(subject, unsaved.tokens, stored)
        continue
      }
      const next = await refreshOnce(stored, refreshToken)
      if (next === null) return waitForOtherWriter(subject, stored)
      // Stored before it is used: the old refresh token may be of no use now.
      if (await saveOrKeep(subject, next, stored)) return next
    }
    throw new Error(
      `save() returned false ${MAX_ATTEMPTS} times, but load() still returned the old tokens. Return true from save() if it stored the tokens.`,
    )
  }

  /** Returns new tokens, or `null` if Cronofy rejects the refresh token. */
  async function refreshOnce(stored: Stored, refreshToken: string): Promise<Stored | null> {
    const { dataCenter } = stored
    const application = applications.get(dataCenter)
    if (application === undefined) {
      throw new ConfigurationError([`applications has no entry for the data center "${dataCenter}" of a connection.`])
    }
    try {
      const tokens = await refreshTokens(client, application, { refreshToken, onEvent })
      const { accessToken, expiresAtMs } = tokens
      return { ...stored, accessToken, expiresAtMs, refreshToken: tokens.refreshToken }
    } catch (error) {
      if (error instanceof ProviderError && error.code === 'invalid_grant') return null
      throw error
    }
  }

  /** A lost refresh token ends the connection, so a failing store gets a second chance now, and another at the next call. */
  async function saveOrKeep(subject: string, next: Stored, previous: Stored): Promise<boolean> {
    remember(unsavedTokens, subject, { tokens: next, replaced: previous.refreshToken })
    let saved: boolean
    try {
      saved = await save(subject, next, previous)
    } catch {
      await wait(POLL_MS)
      saved = await save(subject, next, previous)
    }
    unsavedTokens.delete(subject)
    return saved
  }

  /** Without a refresh token, an access token can be used until it expires. */
  function useUp(subject: string, stored: Stored, rejectedToken: string | undefined): Stored | null {
    if (stored.accessToken !== rejectedToken && stored.expiresAtMs > now()) return stored
    return stored.accessToken === deadTokens.get(subject) ? null : endConnection(subject, stored)
  }

  /** Cronofy rejected the stored refresh token. Another process may have used it, and is about to store its successor. */
  async function waitForOtherWriter(subject: string, rejected: Stored): Promise<Stored | null> {
    for (let waitedMs = 0; waitedMs <= SETTLE_MS; waitedMs += POLL_MS) {
      const stored = (await load(subject)) ?? null
      if (stored?.refreshToken !== rejected.refreshToken) return stored
      await wait(POLL_MS)
    }
    return endConnection(subject, rejected)
  }

  function endConnection(subject: string, { dataCenter, refreshToken, accessToken }: Stored): null {
    remember(deadTokens, subject, refreshToken ?? accessToken)
    emit(onEvent, { type: 'connection_ended', subject, dataCenter })
    return null
  }

  function isUsable({ accessToken, expiresAtMs }: Stored, rejectedToken: string | undefined): boolean {
    return accessToken !== rejectedToken && expiresAtMs - now() > EXPIRY_MARGIN_MS
  }

  async function findAccount(subject: string | null, wanted?: GetTokensOptions): Promise<Account | null> {
    // A session library may return `undefined` or an empty string for a user who is not signed in.
    if (!subject) return null
    const stored = await getTokens(subject, wanted)
    return stored && { subject, dataCenter: stored.dataCenter, accessToken: stored.accessToken }
  }

  return {
    getTokens,
    getAccount: async (subject, wanted) => (await findAccount(subject, wanted)) ?? (subject ? 'not_connected' : null),
    withAccount: (subject, use, { deadlineMs = now() + DEFAULT_TIMEOUT_MS } = {}) =>
      runWithAccount(
        (wanted) => findAccount(subject, wanted),
        deadlineMs,
        (account) => use(account, { deadlineMs }),
      ),
  }
}

/** In workerd, a request must not wait for the promise of another request. */
function canSharePromises(): boolean {
  return globalThis.navigator?.userAgent !== 'Cloudflare-Workers'
}

/** Adds an entry, and removes the oldest one if there are too many. */
function remember<Value>(entries: Map<string, Value>, subject: string, value: Value): void {
  const [oldest] = entries.keys()
  if (entries.size >= MAX_REMEMBERED && oldest !== undefined) entries.delete(oldest)
  entries.set(subject, value)
}

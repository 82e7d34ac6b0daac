/**
 * A user's choice of calendars: the link that opens it, and the cookie that keeps it. Both are sealed, because they contain
 * the access token.
 *
 * Anyone who opens the link sees the names of the calendars and can request access, so it opens for five minutes only, and
 * backends send it to the signed-in user by a redirect (T35).
 *
 * @module
 */
import type { Account } from '../../../../src/account.ts'
import { internalsOf } from '../../../../src/client/internals.ts'
import { isDataCenter } from '../../../../src/data-centers.ts'
import { ProviderError } from '../../../../src/errors.ts'
import { HttpError } from '../../../../src/handler/errors/http-error.ts'
import { createSealedCookies } from '../../../../src/handler/sealed-cookies.ts'
import { type Claims, sealClaims, unsealClaims } from '../../../../src/sealing/claims.ts'
import { findSeal } from '../../../../src/sealing/seal.ts'
import { SERVICE_PATHS } from '../../http/paths.ts'
import type { ServiceContext } from '../context.ts'
import { ExpiredLink } from '../expired-link.ts'

/** Enough to follow a redirect. */
const LINK_TTL_SECONDS = 300

/** About the lifetime of an access token. */
const MAX_COOKIE_TTL_SECONDS = 3600

/** The cookie lives longer than the token, so that the page can lead back when the token has ended. */
const GRACE_SECONDS = 3600

/** Choices in several tabs. Each sets a cookie. */
const MAX_CHOICES = 5

/** With a short `returnTo`, the link stays below the 2,000 characters that every server accepts. */
const MAX_TOKEN_LENGTH = 512

const COOKIE_PREFIX = 'choose-'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** What the page needs to know. */
export interface Choice {
  readonly id: string
  readonly account: Account
  readonly returnTo: string
  /** When the choice ends, in seconds since 1970. */
  readonly endsAtSeconds: number
}

/** Creates and opens choices. */
export interface Choices {
  /**
   * Creates the link to send the user to.
   *
   * @param options.expiresAt When the access token expires, RFC 3339.
   * @throws {HttpError} `validation_failed`, `cookie_too_large`
   */
  createLink(options: {
    account: Account
    returnTo: string
    expiresAt: string | undefined
  }): Promise<{ url: string; expires_at: string }>
  /** Opens a link. Returns the URL of the page, and cookies to set. @throws {HttpError} `invalid_link`, `expired_link` */
  open(request: Request): Promise<{ url: string; cookies: readonly string[] }>
  /**
   * Returns the choice that this browser has opened, and whether its token has ended since.
   *
   * @throws {HttpError} `expired_link`
   */
  require(request: Request, id: string): Promise<Choice & { readonly hasEnded: boolean }>
  /** Ends a choice. Returns a `Set-Cookie` header. */
  clear(id: string): string
}

export function createChoices({ keys, origin, client, allowlist }: ServiceContext): Choices {
  const { now } = internalsOf(client)
  const nowSeconds = () => Math.floor(now() / 1000)
  const linkSeal = { purpose: 'calendar-choice-link', audience: origin }
  const cookies = createSealedCookies(keys, {
    purpose: 'calendar-choice',
    origin,
    ttlSeconds: MAX_COOKIE_TTL_SECONDS,
    graceSeconds: GRACE_SECONDS,
    now,
  })
  const setCookie = (choice: Choice) =>
    cookies.set(COOKIE_PREFIX + choice.id, toClaims(choice), {
      ttlSeconds: Math.max(0, choice.endsAtSeconds - nowSeconds()),
    })

  return {
    async createLink({ account, returnTo, expiresAt }) {
      if (account.accessToken.length > MAX_TOKEN_LENGTH) {
        throw invalidField('access_token', `must have at most ${MAX_TOKEN_LENGTH} characters with choose_calendars`)
      }
      const latest = nowSeconds() + MAX_COOKIE_TTL_SECONDS
      const endsAtSeconds = Math.min(
        latest,
        expiresAt === undefined ? latest : Math.floor(Date.parse(expiresAt) / 1000),
      )
      if (endsAtSeconds <= nowSeconds()) {
        throw new ProviderError('account_token_rejected', 'the access token has expired', {
          operation: 'POST /permission-requests',
          dataCenter: account.dataCenter,
        })
      }
      const choice: Choice = { id: crypto.randomUUID(), account, returnTo, endsAtSeconds }
      // A user must not be sent to a page that cannot keep its state.
      await setCookie(choice).catch(rejectReturnTo)
      const ttlSeconds = Math.min(LINK_TTL_SECONDS, endsAtSeconds - nowSeconds())
      const options = { ...linkSeal, nowMs: now(), ttlSeconds }
      const link = await sealClaims(keys, toClaims(choice), options)
      return {
        url: `${origin}${SERVICE_PATHS.choose}?link=${link}`,
        expires_at: new Date((nowSeconds() + ttlSeconds) * 1000).toISOString(),
      }
    },
    async open(request) {
      const link = findSeal(new URL(request.url).searchParams.get('link') ?? '')?.sealed ?? ''
      const opened = await unsealClaims(keys, link, { ...linkSeal, nowMs: now() })
      const choice = opened.status === 'invalid' ? undefined : toChoice(opened.claims)
      if (choice === undefined) throw new HttpError('invalid_link', 'The link is incomplete, or was changed.')
      if (opened.status === 'expired' && choice.endsAtSeconds > nowSeconds()) throw new ExpiredLink(choice.returnTo)
      return {
        url: `${SERVICE_PATHS.choose}/${choice.id}`,
        cookies: [...cookies.clearOldest(request, COOKIE_PREFIX, MAX_CHOICES - 1), await setCookie(choice)],
      }
    },
    async require(request, id) {
      const opened = UUID.test(id) ? await cookies.open(request, COOKIE_PREFIX + id) : undefined
      const choice = opened === undefined || opened.status === 'invalid' ? undefined : toChoice(opened.claims)
      if (choice?.id === id) return { ...choice, hasEnded: choice.endsAtSeconds <= nowSeconds() }
      throw new ExpiredLink(allowlist.defaultUrl.href)
    },
    clear: (id) => cookies.clear(COOKIE_PREFIX + id),
  }
}

function rejectReturnTo(error: unknown): never {
  if (!(error instanceof HttpError) || error.code !== 'cookie_too_large') throw error
  throw invalidField('return_to', 'is too long for the cookie of the page, together with the subject and the token')
}

function invalidField(name: string, problem: string): HttpError {
  return new HttpError('validation_failed', 'The body is invalid.', { [name]: [problem] })
}

function toClaims({ id, account, returnTo, endsAtSeconds }: Choice): Claims {
  const { dataCenter, accessToken, subject } = account
  return { id, dc: dataCenter, at: accessToken, sub: subject, to: returnTo, end: endsAtSeconds }
}

function toChoice(claims: Claims): Choice | undefined {
  const { sub: subject, id, dc: dataCenter, at: accessToken, to: returnTo, end: endsAtSeconds } = claims
  if (typeof id !== 'string' || !isDataCenter(dataCenter) || typeof accessToken !== 'string') return undefined
  if (typeof subject !== 'string' || typeof returnTo !== 'string' || typeof endsAtSeconds !== 'number') return undefined
  return { id, account: { dataCenter, accessToken, subject }, returnTo, endsAtSeconds }
}

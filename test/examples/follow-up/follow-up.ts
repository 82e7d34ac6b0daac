/**
 * Finds the outcomes of requests whose users accepted and then closed the tab.
 *
 * Run it every minute: by cron, or by a cron trigger (`scheduled` in a Worker, `Deno.cron`). `job.ts` is a process that does so.
 */
import {
  type Account,
  type Client,
  complete,
  type KeyRing,
  type OutcomeStatus,
  ProviderError,
  readPermissions,
  SealedRequestError,
  type StoredTokens,
  type TokenManager,
} from 'cronofy-extended-permissions'
import type { OpenRequest, RecordedOutcome, Requests } from './requests.ts'

/** A seal that is about to expire could expire during the call. */
const MARGIN_MS = 60_000

/** Cronofy allows 500 requests a minute for the whole application. One follow-up sends up to three. */
const REQUESTS_PER_RUN = 50

/** When to give up after a request has expired, if the calendars cannot be read. */
const GIVE_UP_MS = 24 * 3_600_000

interface Options {
  readonly client: Client
  readonly keys: KeyRing
  readonly tokens: TokenManager<StoredTokens>
  readonly requests: Requests
  /** The time in milliseconds since 1970. */
  readonly now?: () => number
}

export async function followUp(options: Options): Promise<void> {
  const { tokens, requests, now = Date.now } = options
  for (const request of requests.takeDue(now(), REQUESTS_PER_RUN)) {
    const expiredMs = now() - Date.parse(request.expiresAt)
    const verify = expiredMs > -MARGIN_MS ? readOutcome : completeRequest
    try {
      const outcome = await tokens.withAccount(request.userId, (account) => verify(request, account, options))
      if (outcome !== null) requests.record(outcome)
      // No decision can follow. Before that, someone who is not connected may still connect again.
      if (expiredMs > -MARGIN_MS) requests.close(request.requestId)
    } catch (error) {
      // The user has connected another data center since.
      const isForeign = error instanceof SealedRequestError && error.code === 'account_mismatch'
      if (isForeign || expiredMs > GIVE_UP_MS) requests.close(request.requestId)
      // One request must not stop the others. It is due again in ten minutes.
      console.error(`The follow-up of request ${request.requestId} failed:`, error)
      if (error instanceof ProviderError && error.code === 'rate_limited') return
    }
  }
}

type Verify = (request: OpenRequest, account: Account, options: Options) => Promise<RecordedOutcome>

const completeRequest: Verify = ({ sealedRequest, redirectUri }, account, { client, keys }) => {
  return complete({ client, keys, account, sealedRequest, redirectUri })
}

/** Determines the outcome without the seal. It is never `rejected`, because the reason for missing access is unknown. */
const readOutcome: Verify = async ({ requestId, calendarIds }, account, { client, now = Date.now }) => {
  const verifiedAt = new Date(now()).toISOString()
  const permissions = await readPermissions({ client, account })
  const grantedCount = permissions.filter(
    ({ calendarId, granted }) => granted && calendarIds.includes(calendarId),
  ).length
  const status: OutcomeStatus =
    grantedCount === calendarIds.length ? 'granted' : grantedCount > 0 ? 'partial' : 'unconfirmed'
  return { requestId, subject: account.subject, status, verifiedAt }
}

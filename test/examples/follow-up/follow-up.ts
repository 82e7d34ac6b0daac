/**
 * Finds out what became of the requests of people who accepted, and then closed the tab.
 *
 * Run it every ten minutes: by cron, by a cron trigger (`scheduled` in a Worker, `Deno.cron`), or as a delayed message of a queue
 * that `onStart` sends.
 */
import {
  type Account,
  type Client,
  complete,
  type KeyRing,
  type OutcomeStatus,
  readPermissions,
  type StoredTokens,
  type TokenManager,
} from 'cronofy-extended-permissions'
import type { OpenRequest, RecordedOutcome, Requests } from './requests.ts'

/** A seal that is about to expire could expire during the call. */
const MARGIN_MS = 60_000

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
  for (const request of requests.listOpen()) {
    const hasExpired = Date.parse(request.expiresAt) - now() < MARGIN_MS
    const verify = hasExpired ? readOutcome : completeRequest
    try {
      const outcome = await tokens.withAccount(request.userId, (account) => verify(request, account, options))
      if (outcome !== null) requests.record(outcome)
      // Nobody can decide any more. Before that, someone who is not connected may still connect again.
      if (hasExpired) requests.close(request.requestId)
    } catch (error) {
      // The next run tries again. One request must not stop the others.
      console.error(`The follow-up of request ${request.requestId} failed:`, error)
    }
  }
}

type Verify = (request: OpenRequest, account: Account, options: Options) => Promise<RecordedOutcome>

const completeRequest: Verify = ({ sealedRequest, redirectUri }, account, { client, keys }) => {
  return complete({ client, keys, account, sealedRequest, redirectUri })
}

/** Determines the outcome without the seal. Nobody knows why access is missing, so it is never `rejected`. */
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

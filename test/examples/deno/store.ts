/** The users' connections and outcomes, in Deno KV. */
import type { Outcome, StoredTokens } from 'cronofy-extended-permissions'

const kv = await Deno.openKv('example.db')

/** Returns the tokens of a user, or `null` if the user has not connected. */
export async function load(userId: string): Promise<StoredTokens | null> {
  return (await kv.get<StoredTokens>(['connections', userId])).value
}

/** Stores refreshed tokens, unless another process has replaced `previous`. */
export async function save(userId: string, next: StoredTokens, previous: StoredTokens): Promise<boolean> {
  const entry = await kv.get<StoredTokens>(['connections', userId])
  if (entry.value?.refreshToken !== previous.refreshToken) return false
  // The check fails if the entry has changed since it was read.
  const { ok } = await kv.atomic().check(entry).set(entry.key, next).commit()
  return ok
}

/** Stores the tokens of a new connection. */
export async function connect(userId: string, tokens: StoredTokens): Promise<void> {
  await kv.set(['connections', userId], tokens)
}

type StoredOutcome = Pick<Outcome, 'status' | 'verifiedAt'>

/** Stores an outcome. It can arrive more than once: the newest one stays, and `unconfirmed` never replaces a decision. */
export async function record({ requestId, subject, status, verifiedAt }: Outcome): Promise<void> {
  const next: StoredOutcome = { status, verifiedAt }
  for (let stored = false; !stored; ) {
    const entry = await kv.get<StoredOutcome>(['outcomes', subject, requestId])
    if (entry.value !== null && (entry.value.verifiedAt >= verifiedAt || status === 'unconfirmed')) return
    stored = (await kv.atomic().check(entry).set(entry.key, next).commit()).ok
  }
}

/** The recorded outcome of a request. */
export interface RecordedOutcome {
  readonly requestId: string
  readonly status: string
}

/** Returns the outcomes of a user, oldest first. */
export async function outcomesOf(userId: string): Promise<RecordedOutcome[]> {
  const entries = await Array.fromAsync(kv.list<StoredOutcome>({ prefix: ['outcomes', userId] }))
  entries.sort((a, b) => Date.parse(a.value.verifiedAt) - Date.parse(b.value.verifiedAt))
  return entries.map(({ key, value }) => ({ requestId: String(key.at(-1)), status: value.status }))
}

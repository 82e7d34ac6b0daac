import type { Outcome, StoredTokens } from 'cronofy-extended-permissions'

const COLUMNS =
  'data_center AS dataCenter, access_token AS accessToken, refresh_token AS refreshToken, expires_at_ms AS expiresAtMs'

export type Store = ReturnType<typeof createStore>

/** The recorded outcome of a request. */
export interface RecordedOutcome {
  readonly requestId: string
  readonly status: string
}

/** The users' connections and outcomes, in D1. `migrations/` has the tables. */
export function createStore(database: D1Database) {
  return {
    /** Returns the tokens of a user, or `null` if the user has not connected. */
    load: (userId: string) =>
      database.prepare(`SELECT ${COLUMNS} FROM connections WHERE user_id = ?`).bind(userId).first<StoredTokens>(),

    /** Stores refreshed tokens, unless another request has replaced `previous`. */
    async save(userId: string, next: StoredTokens, previous: StoredTokens): Promise<boolean> {
      const { meta } = await database
        .prepare(
          `UPDATE connections SET access_token = ?, refresh_token = ?, expires_at_ms = ?
           WHERE user_id = ? AND refresh_token IS ?`,
        )
        .bind(next.accessToken, next.refreshToken ?? null, next.expiresAtMs, userId, previous.refreshToken ?? null)
        .run()
      return meta.changes === 1
    },

    /** Stores the tokens of a new connection. */
    async connect(userId: string, { dataCenter, accessToken, refreshToken, expiresAtMs }: StoredTokens): Promise<void> {
      await database
        .prepare('INSERT OR REPLACE INTO connections VALUES (?, ?, ?, ?, ?)')
        .bind(userId, dataCenter, accessToken, refreshToken ?? null, expiresAtMs)
        .run()
    },

    /** Stores an outcome. It can arrive more than once: the newest one stays, and `unconfirmed` never replaces a decision. */
    async record({ requestId, subject, status, verifiedAt }: Outcome): Promise<void> {
      await database
        .prepare(
          `INSERT INTO outcomes VALUES (?, ?, ?, ?) ON CONFLICT (request_id)
           DO UPDATE SET status = excluded.status, verified_at = excluded.verified_at
           WHERE excluded.verified_at > verified_at AND excluded.status <> 'unconfirmed'`,
        )
        .bind(requestId, subject, status, verifiedAt)
        .run()
    },

    /** Returns the outcomes of a user, oldest first. */
    async listOutcomes(userId: string): Promise<RecordedOutcome[]> {
      const { results } = await database
        .prepare('SELECT request_id AS requestId, status FROM outcomes WHERE user_id = ? ORDER BY verified_at')
        .bind(userId)
        .all<RecordedOutcome>()
      return results
    },
  }
}

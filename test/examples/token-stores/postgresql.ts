import type { StoredTokens } from 'cronofy-extended-permissions'
import type { Pool } from 'pg'

/** The migration. */
export const SCHEMA = `CREATE TABLE IF NOT EXISTS connections (
  user_id TEXT PRIMARY KEY,
  data_center TEXT NOT NULL,
  access_token TEXT NOT NULL,
  refresh_token TEXT,
  expires_at_ms BIGINT NOT NULL
)`

const COLUMNS = `data_center AS "dataCenter", access_token AS "accessToken", refresh_token AS "refreshToken",
  expires_at_ms::float8 AS "expiresAtMs"`

/**
 * Keeps tokens in PostgreSQL.
 *
 * @param lockPool A pool of its own for the lock. A process that holds the lock still needs a connection to load and save.
 */
export function createPostgresStore(pool: Pool, lockPool: Pool) {
  return {
    async load(userId: string) {
      const { rows } = await pool.query<StoredTokens>(`SELECT ${COLUMNS} FROM connections WHERE user_id = $1`, [userId])
      return rows[0] ?? null
    },

    async save(userId: string, next: StoredTokens, previous: StoredTokens) {
      const { rowCount } = await pool.query(
        `UPDATE connections SET access_token = $1, refresh_token = $2, expires_at_ms = $3
         WHERE user_id = $4 AND refresh_token IS NOT DISTINCT FROM $5`,
        [next.accessToken, next.refreshToken, next.expiresAtMs, userId, previous.refreshToken],
      )
      return rowCount === 1
    },

    /** Runs `run` while no other process runs it for this user. */
    async lock<Result>(userId: string, run: () => Promise<Result>): Promise<Result> {
      const connection = await lockPool.connect()
      try {
        await connection.query('BEGIN')
        // The transaction's end releases the lock, even if this process dies.
        await connection.query(`SELECT pg_advisory_xact_lock(hashtextextended('cronofy:' || $1, 0))`, [userId])
        return await run()
      } finally {
        await connection.query('COMMIT').finally(() => connection.release())
      }
    },

    async connect(userId: string, { dataCenter, accessToken, refreshToken, expiresAtMs }: StoredTokens) {
      await pool.query(
        `INSERT INTO connections VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id) DO UPDATE SET
         data_center = $2, access_token = $3, refresh_token = $4, expires_at_ms = $5`,
        [userId, dataCenter, accessToken, refreshToken, expiresAtMs],
      )
    },
  }
}

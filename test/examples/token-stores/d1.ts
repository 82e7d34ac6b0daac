import type { D1Database } from '@cloudflare/workers-types'
import type { StoredTokens } from 'cronofy-extended-permissions'

/** The migration. */
export const SCHEMA = `CREATE TABLE IF NOT EXISTS connections (
  user_id TEXT PRIMARY KEY,
  data_center TEXT NOT NULL,
  access_token TEXT NOT NULL,
  refresh_token TEXT,
  expires_at_ms INTEGER NOT NULL
)`

const COLUMNS =
  'data_center AS dataCenter, access_token AS accessToken, refresh_token AS refreshToken, expires_at_ms AS expiresAtMs'

/** Keeps tokens in D1. D1 has no lock between statements, so the comparison is part of the update. */
export function createD1Store(database: D1Database) {
  return {
    load: (userId: string) =>
      database.prepare(`SELECT ${COLUMNS} FROM connections WHERE user_id = ?`).bind(userId).first<StoredTokens>(),

    async save(userId: string, next: StoredTokens, previous: StoredTokens) {
      const { meta } = await database
        .prepare(
          `UPDATE connections SET access_token = ?, refresh_token = ?, expires_at_ms = ?
           WHERE user_id = ? AND refresh_token IS ?`,
        )
        .bind(next.accessToken, next.refreshToken ?? null, next.expiresAtMs, userId, previous.refreshToken ?? null)
        .run()
      return meta.changes === 1
    },

    async connect(userId: string, { dataCenter, accessToken, refreshToken, expiresAtMs }: StoredTokens) {
      await database
        .prepare('INSERT OR REPLACE INTO connections VALUES (?, ?, ?, ?, ?)')
        .bind(userId, dataCenter, accessToken, refreshToken ?? null, expiresAtMs)
        .run()
    },
  }
}

/** The users' connections and outcomes, in a SQLite file. */
import { DatabaseSync } from 'node:sqlite'
import type { DataCenter, Outcome, StoredTokens } from 'cronofy-extended-permissions'

const database = new DatabaseSync(process.env['DATABASE'] ?? 'example.db', { timeout: 5000 })
database.exec(`
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS connections (
    user_id TEXT PRIMARY KEY, data_center TEXT, access_token TEXT, refresh_token TEXT, expires_at_ms INTEGER
  );
  CREATE TABLE IF NOT EXISTS outcomes (request_id TEXT PRIMARY KEY, user_id TEXT, status TEXT, verified_at TEXT);
`)

/** Returns the tokens of a user, or `null` if the user has not connected. */
export function load(userId: string): StoredTokens | null {
  const row = database.prepare('SELECT * FROM connections WHERE user_id = ?').get(userId)
  return row === undefined
    ? null
    : {
        dataCenter: row['data_center'] as DataCenter,
        accessToken: String(row['access_token']),
        refreshToken: row['refresh_token'] === null ? undefined : String(row['refresh_token']),
        expiresAtMs: Number(row['expires_at_ms']),
      }
}

/** Stores refreshed tokens, unless another process has replaced `previous`. */
export function save(userId: string, next: StoredTokens, previous: StoredTokens): boolean {
  const { changes } = database
    .prepare(
      'UPDATE connections SET access_token = ?, refresh_token = ?, expires_at_ms = ? WHERE user_id = ? AND refresh_token IS ?',
    )
    .run(next.accessToken, next.refreshToken ?? null, next.expiresAtMs, userId, previous.refreshToken ?? null)
  return changes === 1
}

/** Stores the tokens of a new connection. */
export function connect(userId: string, { dataCenter, accessToken, refreshToken, expiresAtMs }: StoredTokens): void {
  database
    .prepare('INSERT OR REPLACE INTO connections VALUES (?, ?, ?, ?, ?)')
    .run(userId, dataCenter, accessToken, refreshToken ?? null, expiresAtMs)
}

/** Stores an outcome. It can arrive more than once: the newest one stays, and `unconfirmed` never replaces a decision. */
export function record({ requestId, subject, status, verifiedAt }: Outcome): void {
  database
    .prepare(
      `INSERT INTO outcomes VALUES (?, ?, ?, ?) ON CONFLICT (request_id)
       DO UPDATE SET status = excluded.status, verified_at = excluded.verified_at
       WHERE excluded.verified_at > verified_at AND excluded.status <> 'unconfirmed'`,
    )
    .run(requestId, subject, status, verifiedAt)
}

/** The recorded outcome of a request. */
export interface RecordedOutcome {
  readonly requestId: string
  readonly status: string
}

/** Returns the outcomes of a user, oldest first. */
export function outcomesOf(userId: string): RecordedOutcome[] {
  const rows = database
    .prepare('SELECT request_id, status FROM outcomes WHERE user_id = ? ORDER BY verified_at')
    .all(userId)
  return rows.map((row) => ({ requestId: String(row['request_id']), status: String(row['status']) }))
}

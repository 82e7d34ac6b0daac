/** A table of permission requests: the user, the calendars, and the newest outcome that is known. */
import { DatabaseSync } from 'node:sqlite'
import type { Outcome, OutcomeStatus } from 'cronofy-extended-permissions'
import type { StartedRequest } from 'cronofy-extended-permissions/handler'

/** What the table keeps of an outcome. */
export type RecordedOutcome = Pick<Outcome, 'requestId' | 'subject' | 'status' | 'verifiedAt'>

/** A request whose outcome is not known yet. */
export interface OpenRequest {
  readonly requestId: string
  readonly userId: string
  readonly sealedRequest: string
  readonly redirectUri: string
  readonly calendarIds: readonly string[]
  readonly expiresAt: string
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS requests (
  request_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  -- A secret of the user, like a session ID. NULL when it is no longer needed.
  sealed_request TEXT,
  redirect_uri TEXT,
  calendar_ids TEXT,
  expires_at TEXT,
  next_check_ms INTEGER,
  status TEXT,
  verified_at TEXT
)`

/** Most users return within this time, and need no follow-up. */
export const CHECK_INTERVAL_MS = 600_000

export function openRequests(file: string) {
  const database = new DatabaseSync(file)
  database.exec(SCHEMA)
  return {
    /** For `onStart`. */
    start(userId: string, request: StartedRequest, nowMs: number = Date.now()): void {
      const { requestId, sealedRequest, redirectUri, calendarIds, expiresAt } = request
      database
        .prepare(
          `INSERT INTO requests (request_id, user_id, sealed_request, redirect_uri, calendar_ids, expires_at, next_check_ms)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          ...[requestId, userId, sealedRequest, redirectUri, JSON.stringify(calendarIds), expiresAt],
          nowMs + CHECK_INTERVAL_MS,
        )
    },

    /**
     * For `onOutcome` and for the job. An outcome can arrive twice or late, so the newest one of a request stays. `unconfirmed` says
     * nothing new, so it never replaces a decision. It leaves the request open, because the user may still decide.
     */
    record({ requestId, subject, status, verifiedAt }: RecordedOutcome): void {
      database
        .prepare(
          `INSERT INTO requests (request_id, user_id, status, verified_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (request_id) DO UPDATE SET status = excluded.status, verified_at = excluded.verified_at,
             sealed_request = CASE excluded.status WHEN 'unconfirmed' THEN sealed_request END
           WHERE (verified_at IS NULL OR excluded.verified_at > verified_at)
             AND (excluded.status <> 'unconfirmed' OR status IS NULL OR status = 'unconfirmed')`,
        )
        .run(requestId, subject, status, verifiedAt)
    },

    /** Ends the follow-up of a request. */
    close(requestId: string): void {
      database.prepare('UPDATE requests SET sealed_request = NULL WHERE request_id = ?').run(requestId)
    },

    /**
     * Returns the requests that are due, the oldest first, and sets their next check in the same statement. So two runs at once
     * never take the same request.
     */
    takeDue(nowMs: number, limit: number): OpenRequest[] {
      const rows = database
        .prepare(
          `UPDATE requests SET next_check_ms = ? WHERE request_id IN (
             SELECT request_id FROM requests WHERE sealed_request IS NOT NULL AND next_check_ms <= ?
             ORDER BY next_check_ms LIMIT ?
           ) RETURNING *`,
        )
        .all(nowMs + CHECK_INTERVAL_MS, nowMs, limit)
      return rows.map((row) => ({
        requestId: String(row['request_id']),
        userId: String(row['user_id']),
        sealedRequest: String(row['sealed_request']),
        redirectUri: String(row['redirect_uri']),
        calendarIds: JSON.parse(String(row['calendar_ids'])) as string[],
        expiresAt: String(row['expires_at']),
      }))
    },

    /** Returns the IDs of the requests that are not closed. */
    listOpen(): string[] {
      const rows = database.prepare('SELECT request_id FROM requests WHERE sealed_request IS NOT NULL').all()
      return rows.map((row) => String(row['request_id']))
    },

    /** Returns what is known about a request. */
    statusOf(requestId: string): OutcomeStatus | null {
      const row = database.prepare('SELECT status FROM requests WHERE request_id = ?').get(requestId)
      return (row?.['status'] ?? null) as OutcomeStatus | null
    },
  }
}

export type Requests = ReturnType<typeof openRequests>

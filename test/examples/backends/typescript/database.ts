import { DatabaseSync } from 'node:sqlite'
import type { components } from '../../../../generated/service.ts'

type Schemas = components['schemas']
/** What is kept of a connection. One user can have several. */
export type Connection = Pick<Schemas['Connection'], 'data_center' | 'account' | 'tokens'> & { readonly id?: number }

/** Keeps the connections of each user, and the newest outcome of each request. */
export function openDatabase(path: string) {
  const db = new DatabaseSync(path)
  db.exec(`CREATE TABLE IF NOT EXISTS connections (id INTEGER PRIMARY KEY, subject, data_center, sub, connection,
      UNIQUE (subject, data_center, sub));
    CREATE TABLE IF NOT EXISTS outcomes (request_id PRIMARY KEY, subject, status, verified_at)`)
  return {
    saveConnection(subject: string, { id: _, ...connection }: Connection): void {
      db.prepare(`INSERT INTO connections (subject, data_center, sub, connection) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET connection = excluded.connection`).run(
        subject,
        connection.data_center,
        connection.account.sub ?? '',
        JSON.stringify(connection),
      )
    },
    connections: (subject: string): (Connection & { readonly id: number })[] =>
      db
        .prepare('SELECT id, connection FROM connections WHERE subject = ? ORDER BY id')
        .all(subject)
        .map(({ id, connection }) => ({ ...JSON.parse(String(connection)), id: Number(id) })),
    removeConnection: (id: number) => void db.prepare('DELETE FROM connections WHERE id = ?').run(id),
    // `unconfirmed` never replaces a decision.
    saveOutcome({ request_id, subject, status, verified_at }: Schemas['Outcome']): void {
      db.prepare(`INSERT INTO outcomes VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET status = excluded.status,
        verified_at = excluded.verified_at WHERE excluded.verified_at >= verified_at AND excluded.status <> 'unconfirmed'`).run(
        request_id,
        subject,
        status,
        verified_at,
      )
    },
    statuses: (subject: string): string[] =>
      db
        .prepare('SELECT status FROM outcomes WHERE subject = ? ORDER BY rowid DESC')
        .all(subject)
        .map(({ status }) => String(status)),
  }
}

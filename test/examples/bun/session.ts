/** The sessions: a random ID in a cookie, and its user in the database. */
import type { BunRequest } from 'bun'
import { database } from './store.ts'

database.run('CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, user_id TEXT)')

/** Returns the ID of the signed-in user, or `null`. */
export function userIdOf(req: BunRequest): string | null {
  const query = database.query<{ user_id: string }, string>('SELECT user_id FROM sessions WHERE id = ?')
  return query.get(req.cookies.get('session') ?? '')?.user_id ?? null
}

/** Begins a session. Bun adds the cookie to the response. */
export function signIn(req: BunRequest, userId: string): void {
  const id = crypto.randomUUID()
  database.run('INSERT INTO sessions VALUES (?, ?)', [id, userId])
  req.cookies.set('session', id, { httpOnly: true, sameSite: 'lax' })
}

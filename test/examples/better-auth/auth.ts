import { DatabaseSync } from 'node:sqlite'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import type { Context } from 'hono'

const { PUBLIC_URL = '', SESSION_SECRET = '' } = process.env

export const auth = betterAuth({
  baseURL: PUBLIC_URL,
  secret: SESSION_SECRET,
  // Not the file of `store.ts`: a write there would block the process while a transaction of better-auth is open.
  database: new DatabaseSync('example.db-users'),
  emailAndPassword: { enabled: true },
})

// In production, run `npx auth migrate` before the application starts.
await (await getMigrations(auth.options)).runMigrations()

/** Returns the ID of the signed-in user, or `null`. */
export async function userIdOf(c: Context): Promise<string | null> {
  return (await auth.api.getSession({ headers: c.req.raw.headers }))?.user.id ?? null
}

import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { Settings } from './settings.ts'

const COOKIE = 'session'

/**
 * Returns the ID of the signed-in user, or `null`. REPLACE THIS by your own session. The ID is the `subject` of the user at
 * Cronofy's module, and must never change.
 */
export async function readUserId(c: Context, { SESSION_SECRET }: Settings): Promise<string | null> {
  return (await getSignedCookie(c, SESSION_SECRET, COOKIE)) || null
}

/**
 * Signs a user in. REPLACE THIS by your own sign-in. It believes every name, so it works with the emulator only.
 *
 * @throws {Error} without an emulator
 */
export async function signIn(c: Context, userId: string, { SESSION_SECRET, SANDBOX_URL }: Settings): Promise<void> {
  if (SANDBOX_URL === undefined)
    throw new Error('Replace the sign-in in session.ts before you use it without SANDBOX_URL.')
  const secure = new URL(c.req.url).protocol === 'https:'
  await setSignedCookie(c, COOKIE, userId, SESSION_SECRET, { httpOnly: true, sameSite: 'Lax', path: '/', secure })
}

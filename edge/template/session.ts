import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { Settings } from './settings.ts'

const COOKIE = 'session'

/**
 * Returns the ID of the signed-in user, or `null`. REPLACE THIS with your own session. The library calls the ID `subject`.
 * It must never change.
 */
export async function readUserId(c: Context, { SESSION_SECRET }: Settings): Promise<string | null> {
  return (await getSignedCookie(c, SESSION_SECRET, COOKIE)) || null
}

/**
 * Signs a user in. REPLACE THIS with your own sign-in. It accepts any name, so it works with the emulator only.
 *
 * @throws {Error} without an emulator, or elsewhere than on this machine
 */
export async function signIn(c: Context, userId: string, settings: Settings): Promise<void> {
  const { SESSION_SECRET, SANDBOX_URL, PUBLIC_URL } = settings
  if (SANDBOX_URL === undefined || new URL(PUBLIC_URL).hostname !== 'localhost') {
    throw new Error('Replace session.ts. Its sign-in works with the emulator on http://localhost only.')
  }
  await setSignedCookie(c, COOKIE, userId, SESSION_SECRET, { httpOnly: true, sameSite: 'Lax', path: '/' })
}

import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'

export async function getSession() {
  const { SESSION_SECRET = '', PUBLIC_URL = '' } = process.env
  return getIronSession<{ userId?: string }>(await cookies(), {
    cookieName: 'session',
    password: SESSION_SECRET,
    cookieOptions: { sameSite: 'lax', secure: PUBLIC_URL.startsWith('https:') },
  })
}

/** Returns the ID of the signed-in user, or `null`. */
export async function readUserId(): Promise<string | null> {
  return (await getSession()).userId ?? null
}

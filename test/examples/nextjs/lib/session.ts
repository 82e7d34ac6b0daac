import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'

const { PUBLIC_URL = '', SESSION_SECRET = '' } = process.env

async function readSession() {
  return getIronSession<{ userId: string }>(await cookies(), {
    cookieName: 'session',
    password: SESSION_SECRET,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure: PUBLIC_URL.startsWith('https:') },
  })
}

/** Returns the ID of the signed-in user, or `null`. */
export async function readUserId(): Promise<string | null> {
  const { userId = null } = await readSession()
  return userId
}

export async function signIn(userId: string): Promise<void> {
  const session = await readSession()
  session.userId = userId
  await session.save()
}

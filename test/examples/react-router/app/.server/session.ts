import { createCookieSessionStorage } from 'react-router'

const { PUBLIC_URL = '', SESSION_SECRET = '' } = process.env

const { getSession, commitSession } = createCookieSessionStorage<{ userId: string }>({
  cookie: {
    name: '__session',
    httpOnly: true,
    path: '/',
    sameSite: 'lax',
    secrets: [SESSION_SECRET],
    secure: PUBLIC_URL.startsWith('https:'),
  },
})

/** Returns the ID of the signed-in user, or `null`. */
export async function userIdOf(request: Request): Promise<string | null> {
  const session = await getSession(request.headers.get('Cookie'))
  return session.get('userId') ?? null
}

/** Returns the `Set-Cookie` header of a new session. */
export async function createSession(userId: string): Promise<string> {
  const session = await getSession()
  session.set('userId', userId)
  return commitSession(session)
}

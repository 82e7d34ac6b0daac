import type { Cookies } from '@sveltejs/kit'
import { getIronSession } from 'iron-session'
import { PUBLIC_URL, SESSION_SECRET } from '$app/env/private'

/** Returns the session of a browser. It is empty if no user is signed in. */
export function readSession(cookies: Cookies) {
  return getIronSession<{ userId: string }>(
    {
      read: (name) => cookies.get(name),
      write: (name, value, options) => cookies.set(name, value, { ...options, path: '/' }),
    },
    {
      cookieName: 'session',
      password: SESSION_SECRET,
      cookieOptions: { httpOnly: true, sameSite: 'lax', secure: PUBLIC_URL.startsWith('https:') },
    },
  )
}

import type { Handle } from '@sveltejs/kit/hooks'
import { unsealData } from 'iron-session'

/** Reads the session cookie. */
export const handle: Handle = async ({ event, resolve }) => {
  const cookie = event.cookies.get('session')
  const password = process.env['SESSION_SECRET'] ?? ''
  const session = cookie === undefined ? {} : await unsealData<{ userId?: string }>(cookie, { password })
  event.locals.userId = session.userId ?? null
  return resolve(event)
}

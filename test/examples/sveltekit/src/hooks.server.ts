import type { Handle } from '@sveltejs/kit/hooks'
import { readSession } from '#lib/server/session.ts'

export const handle: Handle = async ({ event, resolve }) => {
  const { userId = null } = await readSession(event.cookies)
  event.locals.userId = userId
  return resolve(event)
}

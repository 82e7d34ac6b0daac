import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { userId }, setHeaders }) => {
  // Not imported above, because a build evaluates this file without the secrets and the database.
  const { readCalendars } = await import('#lib/server/cronofy.ts')
  const { outcomesOf } = await import('#lib/server/store.ts')
  setHeaders({ 'cache-control': 'no-store' })
  return { userId, calendars: await readCalendars(userId), outcomes: outcomesOf(userId ?? '') }
}

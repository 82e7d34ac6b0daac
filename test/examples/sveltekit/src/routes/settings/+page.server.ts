import { getCronofy } from '../../lib/server/cronofy.ts'
import { outcomesOf } from '../../lib/server/store.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { userId }, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  return { userId, calendars: await getCronofy().readCalendars(userId), outcomes: outcomesOf(userId ?? '') }
}

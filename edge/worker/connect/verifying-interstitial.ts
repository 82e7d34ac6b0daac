import type { MiddlewareHandler } from 'hono'
import { isLookAhead } from '../http/prefetch.ts'
import type { PlaceEnv } from './flow-location.ts'
import type { Presentation } from './render-page.ts'

/** In the address of the return step once the person has been told what is being done. */
const TOLD_PARAMETER = 'told'

/**
 * To look at the calendars may take seconds: the first answer of the return step says so, and leads to the second by
 * itself. A browser replaces the one with the other, so that the way back is no trap.
 */
export function tellFirst(presentation: Presentation): MiddlewareHandler<PlaceEnv> {
  return async (c, next) => {
    if (isLookAhead(c) || c.req.query(TOLD_PARAMETER) !== undefined) return next()
    const { pathname, search } = new URL(c.req.url)
    const goOn = `${pathname}?${TOLD_PARAMETER}=1${search.replace('?', '&')}`
    const { title } = presentation.language(c).texts.verifying
    const answer = await presentation.show(c, 'verifying', { title, step: 'allow', goOn })
    answer.headers.set('Refresh', `0; url=${goOn}`)
    return answer
  }
}

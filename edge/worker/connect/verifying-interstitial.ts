import type { MiddlewareHandler } from 'hono'
import { isPrefetch } from '../http/prefetch.ts'
import type { ConnectEnv } from './flow-location.ts'
import type { PageRenderer } from './render-page.ts'

/** In the address of the return step once the person has been told what is being done. */
const INTERSTITIAL_PARAM = 'verifying'

/**
 * To look at the calendars may take seconds: the first answer of the return step says so, and leads to the second by
 * itself. A browser replaces the one with the other, so that the way back is no trap.
 */
export function showVerifyingPage(pageRenderer: PageRenderer): MiddlewareHandler<ConnectEnv> {
  return async (c, next) => {
    if (isPrefetch(c) || c.req.query(INTERSTITIAL_PARAM) !== undefined) return next()
    const { pathname, search } = new URL(c.req.url)
    const continueUrl = `${pathname}?${INTERSTITIAL_PARAM}=1${search.replace('?', '&')}`
    const { title } = pageRenderer.localeOf(c).messages.verifying
    const response = await pageRenderer.render(c, 'verifying', { title, step: 'allow', continueUrl })
    response.headers.set('Refresh', `0; url=${continueUrl}`)
    return response
  }
}

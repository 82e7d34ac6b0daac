/**
 * The page that the return step shows before it verifies, which may take seconds.
 *
 * @module
 */
import type { Context } from 'hono'
import type { ConnectEnv } from './flow-location.ts'
import type { PageRenderer } from './render-page.ts'

/** In the URL of the return step once the page was shown. */
const INTERSTITIAL_PARAM = 'verifying'

/** Whether the page has not been shown yet. */
export function needsVerifyingPage(c: Context): boolean {
  return c.req.query(INTERSTITIAL_PARAM) === undefined
}

/**
 * Responds with the page. It continues by itself with a `Refresh` header: the browser replaces this page in its history,
 * so that the back button does not lead to it.
 */
export async function renderVerifyingPage(c: Context<ConnectEnv>, pageRenderer: PageRenderer): Promise<Response> {
  const { pathname, search } = new URL(c.req.url)
  const continueUrl = `${pathname}?${INTERSTITIAL_PARAM}=1${search.replace('?', '&')}`
  const { title } = pageRenderer.localeOf(c).messages.verifying
  const response = await pageRenderer.render(c, 'verifying', { title, step: 'allow', continueUrl })
  response.headers.set('Refresh', `0; url=${continueUrl}`)
  return response
}

/**
 * The page that the return step shows before it verifies, which may take seconds.
 *
 * @module
 */
import type { Context } from 'hono'
import type { ConnectEnv } from './flow-location.ts'
import type { PageRenderer } from './render-page.ts'

/**
 * Responds with the page. It loads itself again at once, and the browser replaces it in its history, so that the back
 * button does not lead to it. It repeats nothing of its URL, because the length of a compressed page could reveal it.
 */
export function renderVerifyingPage(c: Context<ConnectEnv>, pageRenderer: PageRenderer): Promise<Response> {
  const { title } = pageRenderer.localeOf(c).messages.verifying
  return pageRenderer.render(c, 'verifying', { title, step: 'allow', reloads: true })
}

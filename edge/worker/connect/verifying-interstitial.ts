/**
 * The page that the return step shows before it verifies, which may take seconds.
 *
 * @module
 */
import type { Context } from 'hono'
import { refreshHeader } from '../http/navigation.ts'
import type { ConnectEnv } from './flow-location.ts'
import type { PageRenderer } from './render-page.ts'

/**
 * Responds with the page. It loads itself again at once, and the browser replaces it in its history, so that the back
 * button does not lead to it.
 */
export async function renderVerifyingPage(c: Context<ConnectEnv>, pageRenderer: PageRenderer): Promise<Response> {
  const { title } = pageRenderer.localeOf(c).messages.verifying
  const response = await pageRenderer.render(c, 'verifying', { title, step: 'allow' })
  response.headers.set('Refresh', refreshHeader(c))
  return response
}

/**
 * The steps of a connection in the browser: from the service's link to Cronofy's sign-in, and back to the application.
 *
 * @module
 */
import type { TestBrowser } from '../helpers/test-browser.ts'
import { readReturn } from './outcome-steps.ts'
import { requireRedirect, unescapeHtml } from './page-parsers.ts'
import { FlowStopped } from './step-result.ts'
import { PUBLIC_URL } from './workers.ts'

/** Opens a link. Chooses the data center if there is a choice. Returns the URL of Cronofy's sign-in. */
export async function openLink(browser: TestBrowser, link: string, dataCenter: string): Promise<string> {
  const page = await browser.get(link)
  if (page.status !== 200) return requireRedirect(page)
  const hrefs = [...page.text.matchAll(/href="(\/connections\/start\/[^"]+)"/g)].map(([, href = '']) => href)
  const href = hrefs.find((candidate) => candidate.startsWith(`/connections/start/${dataCenter}?`))
  if (href === undefined) throw new FlowStopped({ kind: 'unexpected', description: `no link to ${dataCenter}` })
  return requireRedirect(await browser.get(`${PUBLIC_URL}${unescapeHtml(href)}`))
}

/** Signs in with an account, or rejects. Returns the URL of the callback. */
export async function signIn(browser: TestBrowser, url: string, account: string | 'refuse'): Promise<string> {
  const fields: Record<string, string> = account === 'refuse' ? { refuse: 'true' } : { account }
  return requireRedirect(await browser.post(url, fields))
}

/** Opens the callback. Returns the query that the user brings back to the application. */
export async function comeBack(browser: TestBrowser, callback: string): Promise<URLSearchParams> {
  const target = requireRedirect(await browser.get(callback))
  const query = readReturn(target)
  if (query !== undefined) return query
  throw new FlowStopped({ kind: 'unexpected', description: `the callback led to ${target.slice(0, 60)}` })
}

import type { PageView, TestBrowser } from './test-browser.ts'
import { listField, offeredCalendars } from './test-env.ts'

/**
 * Opens a link of the service, and does what the user does there: signs in as `account`, or chooses all calendars and
 * accepts. Returns the page at the end, or the page with the error.
 */
export async function followLink(browser: TestBrowser, link: string, account = 'apple'): Promise<PageView> {
  let page = await browser.get(link)
  if (page.url.pathname.endsWith('/oauth/authorize')) page = await browser.post(page.url.href, { account })
  if (page.url.pathname.startsWith('/permission-requests/choose/')) {
    const ids = offeredCalendars(page.text).map((id): [string, string] => ['calendar_id', id])
    page = await browser.post(`${page.url.href}/start`, [...ids, ['list', listField(page.text)]])
  }
  if (/^(?:\/[a-z]{2})?\/permissions\//.test(page.url.pathname)) {
    page = await browser.post(page.url.href, { decision: 'accept-all' })
  }
  return page
}

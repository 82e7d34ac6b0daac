/**
 * Somebody who walks through the pages by what they are made of: addresses, forms and their fields. What the pages say, and
 * in which language, makes no difference.
 *
 * @module
 */
import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import type { DataCenter } from '../../../src/index.ts'
import type { TestEnv } from '../test-env.ts'
import { collectIssues } from '../test-user.ts'
import { measurePageCost, type PageCost } from './page-cost.ts'

const TIMEOUT_MS = 20_000

/** The decisions of the sandbox's access page. */
export type Decision = 'accept-all' | 'accept-selected' | 'reject'

/** A browser of one's own, and one tab in it. */
export interface PageDriver {
  readonly testEnv: TestEnv
  readonly page: Page
  readonly session: CDPSession
  /** What no visit may lead to: errors of scripts, dialogs, violations of a policy. */
  readonly issues: readonly string[]
  /** What the page that is shown has cost. */
  cost(): Promise<PageCost>
  /** The status of the page that is shown. */
  status(): number
  /** Opens an address of the worker, or any other. */
  open(url: string): Promise<void>
  /** Connects an account, and ends at the choice of calendars. */
  connect(dataCenter: DataCenter, account: string): Promise<void>
  /** Opens the authorize page of a data center. */
  beginConnecting(dataCenter: DataCenter): Promise<void>
  /** Ticks the boxes of these calendars and no others, `all` for every one. */
  checkOnly(ids: readonly string[] | 'all'): Promise<void>
  /** Selects every calendar that can be changed, on the page to choose calendars. */
  selectAll(): Promise<void>
  /** Requests full access to what is selected, or to everything if nothing is, and waits for where that leads. */
  requestAccess(): Promise<void>
  /** Requests full access to what is selected, which may be nothing. */
  submitSelection(): Promise<void>
  /** Decides on the access page, and waits for the outcome. */
  decide(decision: Decision): Promise<void>
  /** Presses the last of these buttons, and waits for where that leads. */
  press(selector: string): Promise<void>
  /** Does something that leads to another page, and waits for that. */
  navigate(act: () => Promise<void>): Promise<void>
  /** From now on, the browser stays on a page that leads on by itself, as one does that follows no `Refresh`. */
  blockRefresh(): Promise<void>
  /** Has the sandbox make a fault from now on; none without one. */
  setFault(entry?: Readonly<Record<string, unknown>>): Promise<void>
  close(): Promise<void>
}

/** The button that sends a form, and none that does something else with it. */
export const submitButtonOf = (path: string): string =>
  `form[action$="${path}"] :is(button, input[type=submit]):not([formaction]):not([type=button])`

/** An address as far as it may be told: what a return carries is sealed, and long. */
export const withoutQuery = (url: string): string => url.replace(/\?.*/, '')

/** Opens a browser at no page yet. */
export async function createPageDriver(testEnv: TestEnv, options: BrowserContextOptions = {}): Promise<PageDriver> {
  const context = await testEnv.browser.newContext(options)
  context.setDefaultTimeout(TIMEOUT_MS)
  const issues = await collectIssues(context)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const cost = await measurePageCost(session)
  let status = 0
  // A page that goes on by itself answers no question while it does, so its headers are asked instead.
  let isRedirecting = false
  let isLastResponse = true
  page.on('response', (response) => {
    if (!response.request().isNavigationRequest() || response.frame() !== page.mainFrame()) return
    status = response.status()
    isRedirecting = true
    isLastResponse = !('refresh' in response.headers()) && (status < 300 || status >= 400)
  })
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) isRedirecting = !isLastResponse
  })

  async function navigate(act: () => Promise<void>): Promise<void> {
    const left = page.waitForEvent('framenavigated')
    await act()
    await left
    await waitForLastPage()
  }

  const press = (selector: string) => navigate(() => page.locator(selector).last().click())

  async function waitForLastPage(): Promise<void> {
    const deadlineMs = Date.now() + TIMEOUT_MS
    while (isRedirecting) {
      if (Date.now() > deadlineMs) throw new Error(`Cannot go on: ${withoutQuery(page.url())} leads nowhere by itself`)
      await page.waitForTimeout(10)
    }
    await page.waitForLoadState('load')
  }

  const driver: PageDriver = {
    testEnv,
    page,
    session,
    issues,
    cost,
    status: () => status,
    async open(url) {
      await page.goto(new URL(url, testEnv.worker).href)
      await waitForLastPage()
    },
    async beginConnecting(dataCenter) {
      await driver.open(`/connect/${dataCenter}`)
    },
    async connect(dataCenter, account) {
      await driver.beginConnecting(dataCenter)
      await press(`button[name=account][value="${account}"]`)
    },
    async checkOnly(ids) {
      for (const box of await page.locator('input[type=checkbox][name=calendar_id]:not(:disabled)').all()) {
        await box.setChecked(ids === 'all' || ids.includes(await box.inputValue()))
      }
    },
    async selectAll() {
      const selectAll = 'button[value=select-all]'
      if ((await page.locator(selectAll).count()) > 0) await press(selectAll)
      else await page.locator('input[type=checkbox][name=calendar_id]:not(:disabled)').check()
    },
    async requestAccess() {
      const selected = page.locator(':is(input[type=hidden], input:checked:not(:disabled))[name=calendar_id]')
      if ((await selected.count()) === 0) await driver.selectAll()
      await driver.submitSelection()
    },
    submitSelection: () => press(submitButtonOf('/connect/permissions/start')),
    decide: (decision) => press(`button[name=decision][value=${decision}]`),
    press,
    navigate,
    async blockRefresh() {
      session.on('Fetch.requestPaused', ({ requestId, responseStatusCode: responseCode, responseHeaders = [] }) => {
        void session.send('Fetch.continueResponse', {
          requestId,
          ...(responseCode !== undefined && { responseCode }),
          responseHeaders: responseHeaders.filter(({ name }) => name.toLowerCase() !== 'refresh'),
        })
      })
      await session.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Response' }] })
    },
    async setFault(entry) {
      await fetch(`${testEnv.sandbox}/sandbox/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(entry === undefined ? [] : [entry]),
      })
    },
    close: () => context.close(),
  }
  return driver
}

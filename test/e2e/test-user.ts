/**
 * A person with a browser: what they do, in the words of the pages, and what they and their browser notice.
 *
 * @module
 */
import type { BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import { expect } from 'vitest'
import { DATA_CENTERS, type DataCenter } from '../../src/index.ts'
import type { TestEnv } from './test-env.ts'

/** The headings that a person meets. */
export const HEADINGS = {
  home: 'Full access to your calendars',
  authorize: 'Connect your calendar',
  choose: 'Choose calendars',
  access: 'Allow unrestricted access?',
  granted: 'Full access granted',
  partial: 'Full access to some calendars',
  rejected: 'Full access not granted',
  unconfirmed: 'We can’t confirm access yet',
  disconnect: 'Disconnect your calendars?',
  disconnected: 'Your calendars are disconnected',
  signedOut: 'You’re signed out',
  notSignedIn: 'You’re not signed in',
  notConnected: 'Your calendar isn’t connected',
  somebodyElse: 'You’re signed in with a different account',
  notFromHere: 'Request blocked: it came from another site',
  over: 'This request is closed',
} as const

const REQUEST_BUTTON = 'Request full access'
const TIMEOUT_MS = 10_000

/** A person: a browser context of their own, in which nobody is signed in yet. */
export interface TestUser {
  readonly context: BrowserContext
  /**
   * What no visit may lead to: dialogs, errors of scripts, violations of a policy, and whatever else the console
   * warns of. That a page was answered with an error's status is no such thing.
   */
  readonly issues: string[]
  /** Every request of the browser so far. */
  readonly requests: Request[]
  /** Opens a tab. */
  openTab(): Promise<Tab>
}

/** A tab, and what the person does in it. */
export interface Tab {
  readonly page: Page
  /** Waits until the page with this heading is there. */
  expectHeading(heading: string): Promise<void>
  /** Walks from the first page through the provider's sign-in to the choice of calendars. */
  signIn(dataCenter: DataCenter, account: string): Promise<void>
  /** Ticks the boxes of these calendars, and no other, on the choice or on the access page. */
  checkOnly(names: readonly string[]): Promise<void>
  /** Presses a button, or follows a link that looks like one. */
  press(name: string): Promise<void>
  /** Requests full access to what is selected, or to everything if nothing is, and waits for the access page. */
  requestAccess(): Promise<void>
  /** What stands beside each calendar of an outcome: `Work: full access`. */
  calendars(): Promise<string[]>
}

/** Makes a person. Close the context when they leave. */
export async function createTestUser(testEnv: TestEnv, options: BrowserContextOptions = {}): Promise<TestUser> {
  const context = await testEnv.browser.newContext(options)
  context.setDefaultTimeout(TIMEOUT_MS)
  const issues = await collectIssues(context)
  const requests: Request[] = []
  context.on('request', (request) => void requests.push(request))
  return { context, issues, requests, openTab: async () => createTab(await context.newPage(), testEnv) }
}

/** Watches a browser for what no visit may lead to: the list grows as it happens. */
export async function collectIssues(context: BrowserContext): Promise<string[]> {
  const issues: string[] = []
  context.on('dialog', (dialog) => {
    issues.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('weberror', (error) => void issues.push(`script: ${error.error().message}`))
  context.on('console', (message) => {
    // The browser notes each answer of 400 and above; the tests look at those themselves.
    if (!message.text().startsWith('Failed to load resource: the server responded with a status of')) {
      // Chromium reports that it has followed the header.
      if (!message.text().startsWith('Clear-Site-Data header on')) issues.push(`console: ${message.text()}`)
    }
  })
  await context.exposeFunction('noteViolation', (text: string) => void issues.push(`policy: ${text}`))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      const { noteViolation } = globalThis as unknown as { noteViolation: (text: string) => void }
      noteViolation(`${effectiveDirective} blocked ${blockedURI}`)
    })
  })
  return issues
}

function createTab(page: Page, testEnv: TestEnv): Tab {
  const tab: Tab = {
    page,
    async expectHeading(heading) {
      const read = () => page.getByRole('heading', { level: 1 }).textContent({ timeout: 1000 })
      await expect.poll(read, { timeout: TIMEOUT_MS, message: `the heading of ${page.url()}` }).toBe(heading)
    },
    async signIn(dataCenter, account) {
      await page.goto(testEnv.worker)
      await page.getByRole('link', { name: DATA_CENTERS[dataCenter].country }).click()
      await tab.expectHeading(HEADINGS.authorize)
      await page.getByRole('button', { name: new RegExp(`^${account} `) }).click()
      await tab.expectHeading(HEADINGS.choose)
    },
    async checkOnly(names) {
      const ticked = page.getByRole('checkbox', { checked: true, disabled: false })
      while ((await ticked.count()) > 0) await ticked.first().uncheck()
      for (const name of names) {
        const row = page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
        await row.getByRole('checkbox').check()
      }
    },
    async press(name) {
      const button = page.getByRole('button', { name, exact: true })
      await button.or(page.getByRole('link', { name, exact: true })).click()
    },
    async requestAccess() {
      const boxes = page.getByRole('checkbox', { disabled: false })
      if ((await page.getByRole('checkbox', { checked: true, disabled: false }).count()) === 0) {
        if ((await boxes.count()) > 1) await tab.press('Select all')
        else await boxes.check()
      }
      await tab.press(REQUEST_BUTTON)
      await tab.expectHeading(HEADINGS.access)
    },
    async calendars() {
      const rows = await page.getByRole('main').getByRole('listitem').allInnerTexts()
      return rows.map((row) => row.trim().replace(/\s+(full access|only events created by the application)$/, ': $1'))
    },
  }
  return tab
}

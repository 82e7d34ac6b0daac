/**
 * The walk of the example whose flow runs in a popup, in a real Chromium.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import type { BrowserContext, Page } from 'playwright-core'
import { createSandbox, type FaultEntry } from '../../../edge/sandbox/index.ts'
import { listen } from '../../../edge/sandbox/node.ts'
import { launchChromium } from '../../e2e/chromium.ts'
import { collectIssues } from '../../e2e/test-user.ts'
import type { AccountName } from './visitor.ts'

const TIMEOUT_MS = 10_000

/** What the steps of the walk work with. */
interface PopupWalkEnv {
  readonly context: BrowserContext
  /** The settings page. */
  readonly page: Page
  /** Signs in, connects an account of the emulator, and checks the box of each calendar. */
  connect(account: AccountName): Promise<void>
  /** Presses the button, and resolves with the popup. */
  press(): Promise<Page>
  /** Lets the emulator's page separate the popup from the settings page. */
  separatePopups(): void
  addFault(fault: FaultEntry): Promise<void>
}

/** The steps by their titles. Each one begins with a new emulator, a new browser profile, and a new user. */
const STEPS: Readonly<Record<string, (env: PopupWalkEnv) => Promise<void>>> = {
  'accept all: granted, and the popup closes': async ({ page, connect, press }) => {
    await connect('google')
    const popup = await press()
    await waitForAccessPage(popup)
    equal(await popup.evaluate('opener'), null)
    // Longer than the page takes to notice that a popup is closed.
    await page.waitForTimeout(1000)
    equal(await startButton(page).isEnabled(), false)
    await popup.getByRole('button', { name: 'Accept all' }).click()
    await waitUntilClosed(popup)
    await waitForOutcome(page, 'granted')
    equal(await readOutcomes(page), ['granted'])
    equal(await page.getByLabel('Work: unrestricted').count(), 1)
    await waitUntilUsable(page)
  },

  'reject: rejected, and the popup closes': async ({ page, connect, press }) => {
    await connect('google')
    const popup = await press()
    await popup.getByRole('button', { name: 'Reject' }).click()
    await waitUntilClosed(popup)
    await waitForOutcome(page, 'rejected')
    equal(await page.getByLabel('Work: unrestricted').count(), 0)
    await waitUntilUsable(page)
  },

  'Enterprise Connect: granted, and the popup closes without a page': async ({ page, connect, press }) => {
    await connect('enterprise')
    const popup = await press()
    await waitUntilClosed(popup)
    equal(popup.url(), 'about:blank')
    await waitForOutcome(page, 'granted')
    await waitUntilUsable(page)
  },

  'the user closes the popup: the page can be used again': async ({ page, connect, press }) => {
    await connect('google')
    const first = await press()
    await waitForAccessPage(first)
    await first.close()
    await waitUntilUsable(page)
    equal(await readOutcomes(page), [])
    const second = await press()
    await second.getByRole('button', { name: 'Accept all' }).click()
    await waitForOutcome(page, 'granted')
  },

  'a page that separates the popup: granted, and the popup closes': async (env) => {
    const { page, connect, press, separatePopups } = env
    await connect('google')
    separatePopups()
    const popup = await press()
    await waitForAccessPage(popup)
    // The popup appears to be closed.
    await waitUntilUsable(page)
    equal(popup.isClosed(), false)
    equal(await readOutcomes(page), [])
    await popup.getByRole('button', { name: 'Accept all' }).click()
    await waitForOutcome(page, 'granted')
    await waitUntilClosed(popup)
  },

  'a forged message shows nothing': async ({ context, page, connect }) => {
    await connect('google')
    await page.evaluate(`
      globalThis.changes = []
      const observer = new MutationObserver(() => changes.push(document.body.innerText))
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    `)
    const other = await context.newPage()
    await other.goto(new URL('/favicon.svg', page.url()).href)
    const reloaded = page.waitForResponse((response) => response.url().endsWith('/api/me'))
    await other.evaluate(`new BroadcastChannel('permissions').postMessage('granted')`)
    await (await reloaded).finished()
    // React renders in a task of its own.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 100))')
    equal(await page.evaluate('changes'), [])
  },

  'a blocked popup: granted without a popup': async ({ context, page, connect }) => {
    await connect('google')
    await page.evaluate('window.open = () => null')
    await startButton(page).click()
    await waitForAccessPage(page)
    await page.getByRole('button', { name: 'Accept all' }).click()
    await waitForOutcome(page, 'granted')
    equal(new URL(page.url()).search, '?permission_status=granted')
    equal(context.pages().length, 1)
  },

  'a blocked popup, and an error: the page shows it': async ({ page, connect, addFault }) => {
    await connect('google')
    await page.evaluate('window.open = () => null')
    await addFault({ fault: 'status', route: 'POST /v1/permissions', status: 403, count: 1 })
    await startButton(page).click()
    await page.getByRole('alert').waitFor()
    match(page.url(), /permission_status=error/)
  },

  'no session at the beginning: the popup closes, and the page says so': async ({ context, page, connect, press }) => {
    await connect('google')
    await context.clearCookies()
    const popup = await press()
    await waitUntilClosed(popup)
    equal(await page.getByRole('alert').innerText(), 'Sign in, and connect your calendars.')
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
  },

  'an error at the end: the popup shows it, and the page can be used again': async (env) => {
    const { page, connect, press, addFault } = env
    await connect('google')
    const popup = await press()
    await waitForAccessPage(popup)
    await addFault({ fault: 'status', route: 'GET /v1/calendars', status: 403, count: 1 })
    await popup.getByRole('button', { name: 'Accept all' }).click()
    await popup.getByText('Something went wrong.').waitFor()
    equal(await readOutcomes(page), [])
    await popup.close()
    await waitUntilUsable(page)
  },

  'no calendar is selected: the page says so, and no popup opens': async ({ context, page, connect }) => {
    await connect('google')
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
    await startButton(page).click()
    equal(await page.getByRole('alert').innerText(), 'Select a calendar.')
    equal(context.pages().length, 1)
  },
}

/**
 * Walks through the example, step by step.
 *
 * @param start Starts the example, and resolves with its URL when it responds. It is given the URL of the emulator.
 * @param report Receives the title of a step, and what went wrong if it failed.
 */
export async function walkWithPopups(
  start: (sandboxUrl: string) => Promise<string>,
  report: (title: string, error?: unknown) => void,
): Promise<void> {
  const sandbox = createSandbox()
  let separatesPopups = false
  const { url: sandboxUrl, close } = await listen(
    {
      async fetch(request) {
        const response = await sandbox.fetch(request)
        if (separatesPopups) response.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
        return response
      },
    },
    { port: 0 },
  )
  const browser = await launchChromium()
  try {
    const app = await start(sandboxUrl)
    for (const [index, [title, step]] of Object.entries(STEPS).entries()) {
      sandbox.reset()
      separatesPopups = false
      const context = await browser.newContext()
      context.setDefaultTimeout(TIMEOUT_MS)
      try {
        const issues = await collectIssues(context)
        const page = await context.newPage()
        await step({
          context,
          page,
          connect: (account) => connect(page, { app, user: `user-${Date.now()}-${index}`, account }),
          async press() {
            const [popup] = await Promise.all([context.waitForEvent('page'), startButton(page).click()])
            return popup
          },
          separatePopups() {
            separatesPopups = true
          },
          async addFault(fault) {
            const headers = { 'content-type': 'application/json' }
            const init = { method: 'PUT', headers, body: JSON.stringify([fault]) }
            const response = await sandbox.fetch(new Request(`${sandboxUrl}/sandbox/faults`, init))
            if (!response.ok) throw new Error(await response.text())
          },
        })
        equal(issues, [])
        report(title)
      } catch (error) {
        report(title, error)
      } finally {
        await context.close()
      }
    }
  } finally {
    await browser.close()
    await close()
  }
}

async function connect(page: Page, { app, user, account }: { app: string; user: string; account: AccountName }) {
  await page.goto(`${app}/settings`)
  await page.getByLabel('Name').fill(user)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Connect your calendars' }).click()
  await page.getByRole('button', { name: new RegExp(`^${account} `) }).click()
  await page.getByRole('checkbox').first().waitFor()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
}

function startButton(page: Page) {
  return page.getByRole('button', { name: 'Request full access' })
}

async function waitForAccessPage(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Allow unrestricted access?' }).waitFor()
}

async function waitForOutcome(page: Page, status: string): Promise<void> {
  await page.getByRole('listitem').getByText(status, { exact: true }).waitFor()
}

function readOutcomes(page: Page): Promise<string[]> {
  return page.getByRole('listitem').allInnerTexts()
}

async function waitUntilClosed(popup: Page): Promise<void> {
  if (!popup.isClosed()) await popup.waitForEvent('close')
}

/** Waits until the button can be pressed, which ends without an effect. */
async function waitUntilUsable(page: Page): Promise<void> {
  await startButton(page).click({ trial: true })
}

/**
 * Somebody who walks through the pages by what they are made of: addresses, forms and their fields. What the pages say, and
 * in which language, makes no difference.
 *
 * @module
 */
import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import type { DataCenter } from '../../src/index.ts'
import { watch } from '../browser/person.ts'
import type { Stage } from '../browser/stage.ts'
import { type Cost, measure } from './wire.ts'

const PATIENCE_MS = 20_000

/** The decisions of the sandbox's access page. */
export type Decision = 'accept-all' | 'accept-selected' | 'reject'

/** A browser of one's own, and one tab in it. */
export interface Walker {
  readonly stage: Stage
  readonly page: Page
  readonly session: CDPSession
  /** What no visit may lead to: errors of scripts, dialogs, violations of a policy. */
  readonly faults: readonly string[]
  /** What the page that is shown has cost. */
  cost(): Promise<Cost>
  /** The status of the page that is shown. */
  status(): number
  /** Opens an address of the worker, or any other. */
  open(address: string): Promise<void>
  /** Connects an account, and ends at the choice of calendars. */
  connect(dataCenter: DataCenter, account: string): Promise<void>
  /** Opens the authorize page of a data center. */
  beginConnecting(dataCenter: DataCenter): Promise<void>
  /** Ticks the boxes of these calendars and no others, `all` for every one. */
  tick(ids: readonly string[] | 'all'): Promise<void>
  /** Asks for what is ticked on the choice of calendars, and waits for where that leads. */
  ask(): Promise<void>
  /** Decides on the access page, and waits for the outcome. */
  decide(decision: Decision): Promise<void>
  /** Presses the last of these buttons, and waits for where that leads. */
  press(selector: string): Promise<void>
  /** Has the sandbox make a fault from now on; none without one. */
  fault(entry?: Readonly<Record<string, unknown>>): Promise<void>
  close(): Promise<void>
}

/** The button that sends a form, and none that does something else with it. */
export const sendsFormTo = (path: string): string =>
  `form[action$="${path}"] :is(button, input[type=submit]):not([formaction]):not([type=button])`

/** Opens a browser at no page yet. */
export async function createWalker(stage: Stage, options: BrowserContextOptions = {}): Promise<Walker> {
  const context = await stage.browser.newContext(options)
  context.setDefaultTimeout(PATIENCE_MS)
  const faults = await watch(context)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const cost = await measure(session)
  let status = 0
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) status = response.status()
  })

  /** Presses something, and waits for the page that it leads to, past those that lead on by themselves. */
  async function press(selector: string): Promise<void> {
    const left = page.waitForEvent('framenavigated')
    await page.locator(selector).last().click()
    await left
    await arrive()
  }

  async function arrive(): Promise<void> {
    await page.waitForLoadState('load')
    const deadlineMs = Date.now() + PATIENCE_MS
    while (
      (await page
        .locator('meta[http-equiv="refresh" i]')
        .count()
        .catch(() => 1)) > 0
    ) {
      if (Date.now() > deadlineMs) throw new Error(`Cannot go on: ${page.url()} leads nowhere by itself`)
      await page.waitForTimeout(50)
    }
    await page.waitForLoadState('load')
  }

  const walker: Walker = {
    stage,
    page,
    session,
    faults,
    cost,
    status: () => status,
    async open(address) {
      await page.goto(new URL(address, stage.worker).href)
      await arrive()
    },
    async beginConnecting(dataCenter) {
      await walker.open(`/connect/${dataCenter}`)
    },
    async connect(dataCenter, account) {
      await walker.beginConnecting(dataCenter)
      await press(`button[name=account][value="${account}"]`)
    },
    async tick(ids) {
      for (const box of await page.locator('input[type=checkbox][name=calendar_id]:not(:disabled)').all()) {
        await box.setChecked(ids === 'all' || ids.includes(await box.inputValue()))
      }
    },
    ask: () => press(sendsFormTo('/connect/permissions/start')),
    decide: (decision) => press(`button[name=decision][value=${decision}]`),
    press,
    async fault(entry) {
      await fetch(`${stage.sandbox}/sandbox/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(entry === undefined ? [] : [entry]),
      })
    },
    close: () => context.close(),
  }
  return walker
}

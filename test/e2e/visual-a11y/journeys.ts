/**
 * The ways through the pages. Each stops at every page on it and says what that is; who walks it looks at the page then.
 *
 * @module
 */
import type { DataCenter } from '../../../src/index.ts'
import { type PageDriver, submitButtonOf, withoutQuery } from './page-driver.ts'

/** A way: the names of the states that are passed, each while its page is shown. */
export type Journey = AsyncGenerator<string, void, undefined>

/** The accounts of the sandbox whose person decides on the access page. */
export const DECISION_ACCOUNTS = ['google', 'microsoft', 'apple', 'hostile', 'many-calendars'] as const

/** What becomes of a request of the others. */
export const IMMEDIATE_RESULTS = {
  enterprise: 'granted',
  'enterprise-no-scope': 'account_scope_insufficient',
  'narrow-scope': 'account_scope_insufficient',
  locked: 'account_locked',
  'no-plan': 'plan_required',
} as const

/** One who decides in every way there is: some, none, no decision at all, then all. */
export async function* decisionJourney(
  driver: PageDriver,
  dataCenter: DataCenter,
  account: (typeof DECISION_ACCOUNTS)[number],
): Journey {
  const { page, testEnv } = driver
  const kind = account === 'many-calendars' ? ', many' : account === 'hostile' ? ', hostile' : ''
  await driver.beginConnecting(dataCenter)
  yield 'authorize'
  await driver.connect(dataCenter, account)
  yield `choose${kind}`
  await driver.requestAccess()
  yield `access page${kind}`
  await page.locator('input[name=calendar_id]').first().check()
  await driver.decide('accept-selected')
  expectOutcome(driver, 'partial')
  yield `partial${kind}`

  await driver.open('/calendars')
  yield 'choose, some granted'
  await driver.requestAccess()
  await driver.decide('reject')
  expectOutcome(driver, 'rejected')
  yield 'rejected'

  await driver.open('/calendars')
  await driver.requestAccess()
  const accessPage = page.url()
  await driver.open(testEnv.returnUrl())
  expectOutcome(driver, 'unconfirmed')
  yield 'unconfirmed'

  await driver.open(accessPage)
  await driver.decide('accept-all')
  expectOutcome(driver, 'granted')
  yield 'granted'
  await driver.open(accessPage)
  yield 'access page, decided'
  await driver.open('/calendars')
  yield 'choose, all granted'
}

/** One who is asked nothing, since the answer is there at once: a grant, or why there can be none. */
export async function* immediateJourney(
  driver: PageDriver,
  dataCenter: DataCenter,
  account: keyof typeof IMMEDIATE_RESULTS,
): Journey {
  await driver.connect(dataCenter, account)
  yield 'choose'
  await driver.requestAccess()
  expectOutcome(driver, IMMEDIATE_RESULTS[account])
  yield IMMEDIATE_RESULTS[account]
}

/** One whose browser follows no `Refresh`, and so stays on the page that others see for as long as the provider takes. */
export async function* verifyingJourney(driver: PageDriver, dataCenter: DataCenter): Journey {
  const { page } = driver
  await driver.connect(dataCenter, 'apple')
  await driver.requestAccess()
  await driver.blockRefresh()
  await page.locator('button[name=decision][value=accept-all]').click()
  await page.locator('.progress').waitFor()
  yield 'verifying'
  await driver.press('main a')
  expectOutcome(driver, 'granted')
}

/** One who looks for calendars among many, and ticks all or none of them. */
export async function* filterJourney(driver: PageDriver, dataCenter: DataCenter): Journey {
  const { page } = driver
  const applyFilter = async (text: string) => {
    await page.locator('input[name=filter]').fill(text)
    await driver.press('button[name=list_action][value=filter]:visible')
  }
  await driver.connect(dataCenter, 'many-calendars')
  await applyFilter('calendar 01')
  yield 'choose, filtered'
  await driver.press('button[value=select-none]')
  yield 'choose, none of those shown'
  await applyFilter('no such name')
  yield 'choose, nothing matches'
  await driver.press('button[value=clear-filter]')
  await driver.press('button[value=select-none]')
  yield 'choose, none of all'
  await driver.press('button[value=select-all]')
  yield 'choose, all of all'
}

/** One who disconnects while Cronofy fails, and then for good, and who signs out in a page that was open before. */
export async function* signOutErrorsJourney(driver: PageDriver, dataCenter: DataCenter): Journey {
  await driver.connect(dataCenter, 'apple')
  await driver.press('.account a')
  yield 'disconnect?'
  await driver.setFault({ route: 'POST /oauth/token/revoke', fault: 'status', status: 503 })
  await driver.press(submitButtonOf('/disconnect'))
  yield 'disconnect, failed'
  await driver.setFault()
  await driver.press(submitButtonOf('/disconnect'))
  yield 'disconnected'
  await driver.connect(dataCenter, 'apple')
  await driver.page.context().clearCookies()
  await driver.press(submitButtonOf('/sign-out'))
  yield 'signed out, nobody'
}

/** One who has no calendar. */
export async function* noCalendarsJourney(driver: PageDriver, dataCenter: DataCenter): Journey {
  await driver.connect(dataCenter, 'no-calendars')
  yield 'choose, no calendar'
}

/** One who comes, refuses, comes again, looks around and leaves. */
export async function* signInAndOutJourney(driver: PageDriver, dataCenter: DataCenter): Journey {
  await driver.open('/')
  yield 'home'
  await driver.beginConnecting(dataCenter)
  await driver.press('button[name=refuse]')
  yield 'access_denied'
  await driver.connect(dataCenter, 'apple')
  await driver.open('/')
  yield 'home, signed in'
  await driver.open('/calendars')
  await driver.press(submitButtonOf('/sign-out'))
  yield 'signed out'
}

/** As much of a way as leads to this state. */
export async function* until(last: string, journey: Journey): Journey {
  for await (const state of journey) {
    yield state
    if (state === last) return
  }
  throw new Error(`Cannot reach "${last}": the way is at its end`)
}

/** Whether the address of the page that is shown tells of this outcome, or of this error. */
export function expectOutcome({ page }: PageDriver, outcome: string): void {
  const { pathname, searchParams } = new URL(page.url())
  const actual = searchParams.get('permission_error') ?? searchParams.get('permission_status')
  if (pathname === '/outcome' && actual === outcome) return
  throw new Error(`Cannot go on: ${withoutQuery(page.url())} is not the outcome ${outcome}`)
}

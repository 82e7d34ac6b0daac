/**
 * The ways through the pages. Each stops at every page on it and says what that is; who walks it looks at the page then.
 *
 * @module
 */
import type { DataCenter } from '../../../src/index.ts'
import { sendsFormTo, type Walker, withoutQuery } from './page-driver.ts'

/** A way: the names of the states that are passed, each while its page is shown. */
export type Journey = AsyncGenerator<string, void, undefined>

/** The accounts of the sandbox whose person decides on the access page. */
export const DECIDING = ['google', 'microsoft', 'apple', 'hostile', 'many-calendars'] as const

/** What becomes of a request of the others. */
export const OTHERS = {
  enterprise: 'granted',
  'enterprise-no-scope': 'account_scope_insufficient',
  'narrow-scope': 'account_scope_insufficient',
  locked: 'account_locked',
  'no-plan': 'plan_required',
} as const

/** One who decides in every way there is: some, none, no decision at all, then all. */
export async function* decides(walker: Walker, dataCenter: DataCenter, account: (typeof DECIDING)[number]): Journey {
  const { page, stage } = walker
  const kind = account === 'many-calendars' ? ', many' : account === 'hostile' ? ', hostile' : ''
  await walker.beginConnecting(dataCenter)
  yield 'authorize'
  await walker.connect(dataCenter, account)
  yield `choose${kind}`
  await walker.ask()
  yield `access page${kind}`
  await page.locator('input[name=calendar_id]').first().check()
  await walker.decide('accept-selected')
  expectOutcome(walker, 'partial')
  yield `partial${kind}`

  await walker.open('/calendars')
  yield 'choose, some granted'
  await walker.ask()
  await walker.decide('reject')
  expectOutcome(walker, 'rejected')
  yield 'rejected'

  await walker.open('/calendars')
  await walker.ask()
  const accessPage = page.url()
  await walker.open(stage.returnAddress())
  expectOutcome(walker, 'unconfirmed')
  yield 'unconfirmed'

  await walker.open(accessPage)
  await walker.decide('accept-all')
  expectOutcome(walker, 'granted')
  yield 'granted'
  await walker.open(accessPage)
  yield 'access page, decided'
  await walker.open('/calendars')
  yield 'choose, all granted'
}

/** One who is asked nothing, since the answer is there at once: a grant, or why there can be none. */
export async function* isAnswered(walker: Walker, dataCenter: DataCenter, account: keyof typeof OTHERS): Journey {
  await walker.connect(dataCenter, account)
  yield 'choose'
  await walker.ask()
  expectOutcome(walker, OTHERS[account])
  yield OTHERS[account]
}

/** One whose browser follows no `Refresh`, and so stays on the page that others see for as long as the provider takes. */
export async function* waits(walker: Walker, dataCenter: DataCenter): Journey {
  const { page } = walker
  await walker.connect(dataCenter, 'apple')
  await walker.ask()
  await walker.keepFromGoingOn()
  await page.locator('button[name=decision][value=accept-all]').click()
  await page.locator('.progress').waitFor()
  yield 'verifying'
  await walker.press('main a')
  expectOutcome(walker, 'granted')
}

/** One who looks for calendars among many, and ticks all or none of them. */
export async function* looksFor(walker: Walker, dataCenter: DataCenter): Journey {
  const { page } = walker
  const find = async (text: string) => {
    await page.locator('input[name=filter]').fill(text)
    await walker.press('button[name=list_action][value=filter]:visible')
  }
  await walker.connect(dataCenter, 'many-calendars')
  await find('calendar 01')
  yield 'choose, filtered'
  await walker.press('button[value=select-none]')
  yield 'choose, none of those shown'
  await find('no such name')
  yield 'choose, nothing matches'
  await walker.press('button[value=clear-filter]')
  await walker.press('button[value=select-none]')
  yield 'choose, none of all'
  await walker.press('button[value=select-all]')
  yield 'choose, all of all'
}

/** One who signs out while the provider cannot be told, and once more in a page that was open before. */
export async function* signsOut(walker: Walker, dataCenter: DataCenter): Journey {
  await walker.connect(dataCenter, 'apple')
  await walker.fault({ route: 'POST /oauth/token/revoke', fault: 'status', status: 503 })
  await walker.press(sendsFormTo('/sign-out'))
  yield 'signed out, kept'
  await walker.fault()
  await walker.connect(dataCenter, 'apple')
  await walker.page.context().clearCookies()
  await walker.press(sendsFormTo('/sign-out'))
  yield 'signed out, nobody'
}

/** One who has no calendar. */
export async function* hasNone(walker: Walker, dataCenter: DataCenter): Journey {
  await walker.connect(dataCenter, 'no-calendars')
  yield 'choose, no calendar'
}

/** One who comes, refuses, comes again, looks around and leaves. */
export async function* comesAndGoes(walker: Walker, dataCenter: DataCenter): Journey {
  await walker.open('/')
  yield 'home'
  await walker.beginConnecting(dataCenter)
  await walker.press('button[name=refuse]')
  yield 'access_denied'
  await walker.connect(dataCenter, 'apple')
  await walker.open('/')
  yield 'home, signed in'
  await walker.open('/calendars')
  await walker.press(sendsFormTo('/sign-out'))
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
export function expectOutcome({ page }: Walker, outcome: string): void {
  const { pathname, searchParams } = new URL(page.url())
  const told = searchParams.get('permission_error') ?? searchParams.get('permission_status')
  if (pathname === '/outcome' && told === outcome) return
  throw new Error(`Cannot go on: ${withoutQuery(page.url())} is not the outcome ${outcome}`)
}

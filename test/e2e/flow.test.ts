import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../src/index.ts'
import { createTestEnv, type TestEnv } from './test-env.ts'
import { createTestUser, HEADINGS, type TestUser } from './test-user.ts'

const FULL_ACCESS = 'full access'
const OWN_EVENTS_ONLY = 'only events created by the application'
const HOLIDAYS = '🏖️ Ferien 👩‍👩‍👧‍👦'

let testEnv: TestEnv
const users: TestUser[] = []

beforeAll(async () => {
  testEnv = await createTestEnv()
})

beforeEach(() => testEnv.reset())

// Whatever else a test is about: no page says anything to the console, opens a dialog or breaks its own policy.
afterEach(async () => {
  const leavingUsers = users.splice(0)
  for (const { context } of leavingUsers) await context.close()
  expect(leavingUsers.flatMap(({ issues }) => issues)).toEqual([])
})

afterAll(() => testEnv?.close())

async function newUser(options: BrowserContextOptions = {}): Promise<TestUser> {
  const user = await createTestUser(testEnv, options)
  users.push(user)
  return user
}

async function newTab(options: BrowserContextOptions = {}) {
  return (await newUser(options)).openTab()
}

/** The ids of the calendars that the books have as unrestricted. */
async function unrestrictedCalendars(...of: Parameters<TestEnv['permissionLevels']>): Promise<string[]> {
  const levels = Object.entries(await testEnv.permissionLevels(...of))
  return levels.filter(([, level]) => level === 'unrestricted').map(([id]) => id)
}

describe('a person', () => {
  test.each(DATA_CENTER_IDS)('accepts all, in data center %s', async (dataCenter) => {
    const tab = await newTab()
    await tab.signIn(dataCenter, 'microsoft')
    await tab.requestAccess()
    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([
      `Work: ${FULL_ACCESS}`,
      `Home: ${FULL_ACCESS}`,
      `Work: ${FULL_ACCESS}`,
      `Home: ${FULL_ACCESS}`,
    ])
    for (const id of DATA_CENTER_IDS) {
      expect(await unrestrictedCalendars(id, 'microsoft')).toHaveLength(id === dataCenter ? 4 : 0)
    }
  })

  test('accepts some, then the rest', async () => {
    const tab = await newTab()
    await tab.signIn('de', 'apple')
    await tab.requestAccess()
    await tab.checkOnly(['Work'])
    await tab.press('Accept selected')
    await tab.expectHeading(HEADINGS.partial)
    expect(await tab.calendars()).toEqual([`Work: ${FULL_ACCESS}`, `Home: ${OWN_EVENTS_ONLY}`])
    expect(await unrestrictedCalendars('de', 'apple')).toEqual(['cal_de_apple1_work'])

    await tab.press('Request access to the rest')
    await tab.expectHeading(HEADINGS.choose)
    await tab.requestAccess()
    expect(await tab.page.getByRole('checkbox').count()).toBe(1)
    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Home: ${FULL_ACCESS}`])
    expect(await unrestrictedCalendars('de', 'apple')).toHaveLength(2)
  })

  test('asks for one calendar, and is asked for no other', async () => {
    const tab = await newTab()
    await tab.signIn('us', 'google')
    await tab.checkOnly(['Choir'])
    await tab.requestAccess()
    expect(await tab.page.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Choir')])
    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Choir: ${FULL_ACCESS}`])
    expect(await unrestrictedCalendars('us', 'google')).toEqual(['cal_us_google1_shared', 'cal_us_google2_choir'])
  })

  test('asks for none, and is told so', async () => {
    const tab = await newTab()
    await tab.signIn('us', 'apple')
    await tab.checkOnly([])
    await tab.press('Request full access')
    await tab.expectHeading('No calendar selected')
    await tab.press('Back to your calendars')
    await tab.expectHeading(HEADINGS.choose)
    expect((await testEnv.providerCalls()).filter(({ path }) => path.includes('permissions'))).toEqual([])
  })

  test('rejects', async () => {
    const tab = await newTab()
    await tab.signIn('uk', 'apple')
    await tab.requestAccess()
    await tab.press('Reject')
    await tab.expectHeading(HEADINGS.rejected)
    expect(await tab.calendars()).toEqual([`Work: ${OWN_EVENTS_ONLY}`, `Home: ${OWN_EVENTS_ONLY}`])
    expect(await unrestrictedCalendars('uk', 'apple')).toEqual([])
  })

  test('has an Enterprise Connect account, and sees the outcome without an access page', async () => {
    const tab = await newTab()
    await tab.signIn('sg', 'enterprise')
    await tab.checkOnly(['Work', 'Home'])
    await tab.press('Request full access')
    await tab.expectHeading(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Work: ${FULL_ACCESS}`, `Home: ${FULL_ACCESS}`])
    expect(await unrestrictedCalendars('sg', 'enterprise')).toHaveLength(2)
    expect((await testEnv.providerCalls()).filter(({ path }) => path.includes('/permissions/'))).toEqual([])
    await tab.page.reload()
    await tab.expectHeading(HEADINGS.granted)
  })

  test('comes back without a decision, decides in another tab, and checks again', async () => {
    const user = await newUser()
    const tab = await user.openTab()
    await tab.signIn('ca', 'apple')
    await tab.requestAccess()
    const other = await user.openTab()
    await other.page.goto(testEnv.returnUrl())
    await other.expectHeading(HEADINGS.unconfirmed)
    expect(await other.calendars()).toEqual([`Work: ${OWN_EVENTS_ONLY}`, `Home: ${OWN_EVENTS_ONLY}`])
    expect(await unrestrictedCalendars('ca', 'apple')).toEqual([])

    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.granted)
    await other.press('Check again')
    await other.expectHeading(HEADINGS.granted)
    expect(await other.calendars()).toEqual([`Work: ${FULL_ACCESS}`, `Home: ${FULL_ACCESS}`])
  })

  test('sees that it takes a while while the provider is slow, on a page that ends by itself', async () => {
    const tab = await newTab({ javaScriptEnabled: false })
    await tab.signIn('sg', 'apple')
    await tab.requestAccess()
    await fetch(`${testEnv.sandbox}/sandbox/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ route: 'GET /v1/calendars', fault: 'slow_headers', ms: 1000, count: 1 }]),
    })
    const shown: [path: string, atMs: number][] = []
    tab.page.on('framenavigated', (frame) => shown.push([new URL(frame.url()).pathname, performance.now()]))
    await tab.press('Accept all')
    await tab.page.waitForURL('**/outcome?*')
    expect(shown.map(([path]) => path)).toEqual(['/connect/permissions/return', '/outcome'])
    const [[, fromMs], [, toMs]] = shown as [(typeof shown)[number], (typeof shown)[number]]
    expect(toMs - fromMs).toBeGreaterThan(900)
    await tab.expectHeading(HEADINGS.granted)
  })

  test('accepts 250 calendars', async () => {
    const tab = await newTab()
    await tab.signIn('us', 'many-calendars')
    expect(await tab.page.getByRole('checkbox', { checked: false, disabled: false }).count()).toBe(250)
    await tab.requestAccess()
    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.granted)
    const calendars = await tab.calendars()
    expect(calendars).toHaveLength(250)
    expect(calendars.at(-1)).toBe(`Calendar 250: ${FULL_ACCESS}`)
    expect(calendars.filter((calendar) => calendar.endsWith(FULL_ACCESS))).toHaveLength(250)
    expect(await unrestrictedCalendars('us', 'many-calendars')).toHaveLength(250)
  })

  test('refuses to connect, then connects', async () => {
    const tab = await newTab()
    await tab.page.goto(testEnv.worker)
    await tab.page.getByRole('link', { name: 'Germany' }).click()
    await tab.expectHeading(HEADINGS.authorize)
    await tab.press('Refuse')
    await tab.expectHeading(HEADINGS.notConnected)
    expect((await testEnv.providerCalls()).filter(({ path }) => path.includes('/oauth/token'))).toEqual([])
    await tab.press('Done')
    await tab.expectHeading(HEADINGS.home)
    await tab.signIn('de', 'apple')
  })

  test('signs out of this browser, and the provider is not told', async () => {
    const tab = await newTab()
    await tab.signIn('au', 'apple')
    const calls = await testEnv.providerCalls()
    await tab.press('Sign out')
    await tab.expectHeading(HEADINGS.signedOut)
    expect(await testEnv.providerCalls()).toEqual(calls)
    await tab.page.goBack()
    await tab.expectHeading(HEADINGS.notSignedIn)
    expect(await tab.page.getByRole('button', { name: 'Sign out' }).count()).toBe(0)
  })

  test('disconnects after a question, and the provider is told', async () => {
    const tab = await newTab()
    await tab.signIn('au', 'apple')
    await tab.press('Disconnect')
    await tab.expectHeading(HEADINGS.disconnect)
    await tab.press('Cancel')
    await tab.expectHeading(HEADINGS.choose)
    await tab.press('Disconnect')
    await tab.expectHeading(HEADINGS.disconnect)
    await tab.page.getByRole('main').getByRole('button', { name: 'Disconnect' }).click()
    await tab.expectHeading(HEADINGS.disconnected)
    expect((await testEnv.providerCalls()).at(-1)).toEqual({
      data_center: 'au',
      method: 'POST',
      path: '/au/oauth/token/revoke',
      status: 200,
    })
  })

  test('walks without JavaScript', async () => {
    const tab = await newTab({ javaScriptEnabled: false })
    await tab.signIn('de', 'google')
    await tab.requestAccess()
    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.granted)
    const calendars = await tab.calendars()
    expect(calendars).toHaveLength(8)
    expect(calendars.every((calendar) => calendar.endsWith(FULL_ACCESS))).toBe(true)
    await tab.press('Sign out')
    await tab.expectHeading(HEADINGS.signedOut)
  })
})

describe('one browser', () => {
  test('holds three flows in three tabs, reloaded at every step (T4)', async () => {
    const user = await newUser()
    const first = await user.openTab()
    await first.signIn('de', 'google')
    const second = await user.openTab()
    const third = await user.openTab()
    const tabs = [first, second, third] as const
    const chosen = [['Home', 'Team'], ['Private', 'Choir'], [HOLIDAYS]] as const

    for (const tab of [second, third]) await tab.page.goto(`${testEnv.worker}/calendars`)
    for (const [index, tab] of tabs.entries()) {
      await tab.page.reload()
      await tab.expectHeading(HEADINGS.choose)
      await tab.checkOnly(chosen[index] ?? [])
    }
    for (const tab of [third, first, second]) await tab.requestAccess()
    for (const tab of tabs) {
      await tab.page.reload()
      await tab.expectHeading(HEADINGS.access)
    }

    await second.checkOnly(['Choir'])
    await second.press('Accept selected')
    await third.press('Reject')
    await first.press('Accept all')
    const expected = [
      [HEADINGS.granted, [`Home: ${FULL_ACCESS}`, `Team: ${FULL_ACCESS}`]],
      [HEADINGS.partial, [`Private: ${OWN_EVENTS_ONLY}`, `Choir: ${FULL_ACCESS}`]],
      [HEADINGS.rejected, [`${HOLIDAYS}: ${OWN_EVENTS_ONLY}`]],
    ] as const
    for (const visit of ['first', 'reloaded']) {
      for (const [index, tab] of tabs.entries()) {
        if (visit === 'reloaded') await tab.page.reload()
        const [heading, calendars] = expected[index] ?? []
        await tab.expectHeading(heading ?? '')
        expect(await tab.calendars()).toEqual(calendars)
      }
    }
    expect(await unrestrictedCalendars('de', 'google')).toEqual([
      'cal_de_google1_home',
      'cal_de_google1_team',
      'cal_de_google1_shared',
      'cal_de_google2_choir',
    ])
  })

  test('in which a second account signs in shows the first tab that, and nothing of the second (T4)', async () => {
    const user = await newUser()
    const first = await user.openTab()
    await first.signIn('de', 'apple')
    await first.requestAccess()
    const second = await user.openTab()
    await second.signIn('uk', 'microsoft')

    await first.press('Accept all')
    await first.expectHeading(HEADINGS.somebodyElse)
    expect(await first.page.getByText(/full access|only events created by the application/).count()).toBe(0)
    expect((await first.page.reload())?.status()).toBe(403)
    await first.expectHeading(HEADINGS.somebodyElse)
    expect(await unrestrictedCalendars('de', 'apple')).toHaveLength(2)

    await second.page.reload()
    expect(await second.page.getByRole('checkbox', { checked: false, disabled: false }).count()).toBe(4)
    expect(await unrestrictedCalendars('uk', 'microsoft')).toEqual([])
    expect(
      (await testEnv.providerCalls()).filter(({ method, path }) => method === 'POST' && path === '/uk/v1/permissions'),
    ).toEqual([])
  })

  test('in which the first account signs in again shows its outcome after all (T4)', async () => {
    const user = await newUser()
    const tab = await user.openTab()
    await tab.signIn('de', 'apple')
    await tab.requestAccess()
    const other = await user.openTab()
    await other.signIn('de', 'microsoft')
    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.somebodyElse)
    await other.signIn('de', 'apple')
    await tab.page.reload()
    await tab.expectHeading(HEADINGS.granted)
  })

  test('goes back from the outcome, and forward again (T4)', async () => {
    const tab = await newTab()
    await tab.signIn('de', 'apple')
    await tab.checkOnly(['Work'])
    await tab.requestAccess()
    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.granted)
    const before = (await testEnv.providerCalls()).filter(
      ({ method, path }) => method === 'POST' && path.includes('permissions'),
    )

    await tab.page.goBack()
    await tab.expectHeading(HEADINGS.over)
    await tab.page.goBack()
    await tab.expectHeading(HEADINGS.choose)
    expect(await tab.page.getByRole('listitem').filter({ hasText: 'Work' }).innerText()).toContain(
      'full access granted',
    )
    await tab.page.goForward()
    await tab.expectHeading(HEADINGS.over)
    await tab.page.goForward()
    await tab.expectHeading(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Work: ${FULL_ACCESS}`])

    const after = (await testEnv.providerCalls()).filter(
      ({ method, path }) => method === 'POST' && path.includes('permissions'),
    )
    expect(after).toEqual(before)
    expect(await unrestrictedCalendars('de', 'apple')).toEqual(['cal_de_apple1_work'])
  })
})

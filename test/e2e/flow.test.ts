import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../src/index.ts'
import { openStage, type Stage } from './test-env.ts'
import { createPerson, HEADINGS, type Person } from './test-user.ts'

const FULL = 'full access'
const OWN = 'own events only'
const HOLIDAYS = '🏖️ Ferien 👩‍👩‍👧‍👦'

let stage: Stage
const people: Person[] = []

beforeAll(async () => {
  stage = await openStage()
})

beforeEach(() => stage.reset())

// Whatever else a test is about: no page says anything to the console, opens a dialog or breaks its own policy.
afterEach(async () => {
  const leaving = people.splice(0)
  for (const { context } of leaving) await context.close()
  expect(leaving.flatMap(({ faults }) => faults)).toEqual([])
})

afterAll(() => stage?.close())

async function newPerson(options: BrowserContextOptions = {}): Promise<Person> {
  const person = await createPerson(stage, options)
  people.push(person)
  return person
}

async function newTab(options: BrowserContextOptions = {}) {
  return (await newPerson(options)).openTab()
}

/** The ids of the calendars that the books have as unrestricted. */
async function unrestricted(...of: Parameters<Stage['books']>): Promise<string[]> {
  const books = Object.entries(await stage.books(...of))
  return books.filter(([, level]) => level === 'unrestricted').map(([id]) => id)
}

describe('a person', () => {
  test.each(DATA_CENTER_IDS)('accepts all, in data center %s', async (dataCenter) => {
    const tab = await newTab()
    await tab.signIn(dataCenter, 'microsoft')
    await tab.ask()
    await tab.press('Accept all')
    await tab.sees(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Work: ${FULL}`, `Home: ${FULL}`, `Work: ${FULL}`, `Home: ${FULL}`])
    for (const id of DATA_CENTER_IDS) {
      expect(await unrestricted(id, 'microsoft')).toHaveLength(id === dataCenter ? 4 : 0)
    }
  })

  test('accepts some, then the rest', async () => {
    const tab = await newTab()
    await tab.signIn('de', 'apple')
    await tab.ask()
    await tab.tick(['Work'])
    await tab.press('Accept selected')
    await tab.sees(HEADINGS.partial)
    expect(await tab.calendars()).toEqual([`Work: ${FULL}`, `Home: ${OWN}`])
    expect(await unrestricted('de', 'apple')).toEqual(['cal_de_apple1_work'])

    await tab.press('Ask for the rest')
    await tab.sees(HEADINGS.choose)
    await tab.ask()
    expect(await tab.page.getByRole('checkbox').count()).toBe(1)
    await tab.press('Accept all')
    await tab.sees(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Home: ${FULL}`])
    expect(await unrestricted('de', 'apple')).toHaveLength(2)
  })

  test('asks for one calendar, and is asked for no other', async () => {
    const tab = await newTab()
    await tab.signIn('us', 'google')
    await tab.tick(['Choir'])
    await tab.ask()
    expect(await tab.page.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Choir')])
    await tab.press('Accept all')
    await tab.sees(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Choir: ${FULL}`])
    expect(await unrestricted('us', 'google')).toEqual(['cal_us_google1_shared', 'cal_us_google2_choir'])
  })

  test('asks for none, and is told so', async () => {
    const tab = await newTab()
    await tab.signIn('us', 'apple')
    await tab.tick([])
    await tab.press('Ask for full access')
    await tab.sees('No calendar was chosen')
    await tab.press('Back to your calendars')
    await tab.sees(HEADINGS.choose)
    expect((await stage.calls()).filter(({ path }) => path.includes('permissions'))).toEqual([])
  })

  test('rejects', async () => {
    const tab = await newTab()
    await tab.signIn('uk', 'apple')
    await tab.ask()
    await tab.press('Reject')
    await tab.sees(HEADINGS.rejected)
    expect(await tab.calendars()).toEqual([`Work: ${OWN}`, `Home: ${OWN}`])
    expect(await unrestricted('uk', 'apple')).toEqual([])
  })

  test('has an Enterprise Connect account, and sees the outcome without an access page', async () => {
    const tab = await newTab()
    await tab.signIn('sg', 'enterprise')
    await tab.press('Ask for full access')
    await tab.sees(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Work: ${FULL}`, `Home: ${FULL}`])
    expect(await unrestricted('sg', 'enterprise')).toHaveLength(2)
    expect((await stage.calls()).filter(({ path }) => path.includes('/permissions/'))).toEqual([])
    await tab.page.reload()
    await tab.sees(HEADINGS.granted)
  })

  test('comes back without a decision, decides in another tab, and checks again', async () => {
    const person = await newPerson()
    const tab = await person.openTab()
    await tab.signIn('ca', 'apple')
    await tab.ask()
    const other = await person.openTab()
    await other.page.goto(stage.returnAddress())
    await other.sees(HEADINGS.unconfirmed)
    expect(await other.calendars()).toEqual([`Work: ${OWN}`, `Home: ${OWN}`])
    expect(await unrestricted('ca', 'apple')).toEqual([])

    await tab.press('Accept all')
    await tab.sees(HEADINGS.granted)
    await other.press('Check again')
    await other.sees(HEADINGS.granted)
    expect(await other.calendars()).toEqual([`Work: ${FULL}`, `Home: ${FULL}`])
  })

  test('sees that it takes a while while the provider is slow, on a page that ends by itself', async () => {
    const tab = await newTab({ javaScriptEnabled: false })
    await tab.signIn('sg', 'apple')
    await tab.ask()
    await fetch(`${stage.sandbox}/sandbox/faults`, {
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
    await tab.sees(HEADINGS.granted)
  })

  test('accepts 250 calendars', async () => {
    const tab = await newTab()
    await tab.signIn('us', 'many-calendars')
    expect(await tab.page.getByRole('checkbox', { checked: true, disabled: false }).count()).toBe(250)
    await tab.ask()
    await tab.press('Accept all')
    await tab.sees(HEADINGS.granted)
    const calendars = await tab.calendars()
    expect(calendars).toHaveLength(250)
    expect(calendars.at(-1)).toBe(`Calendar 250: ${FULL}`)
    expect(calendars.filter((calendar) => calendar.endsWith(FULL))).toHaveLength(250)
    expect(await unrestricted('us', 'many-calendars')).toHaveLength(250)
  })

  test('refuses to connect, then connects', async () => {
    const tab = await newTab()
    await tab.page.goto(stage.worker)
    await tab.page.getByRole('link', { name: 'Germany' }).click()
    await tab.sees(HEADINGS.authorize)
    await tab.press('Refuse')
    await tab.sees(HEADINGS.notConnected)
    expect((await stage.calls()).filter(({ path }) => path.includes('/oauth/token'))).toEqual([])
    await tab.press('Start over')
    await tab.sees(HEADINGS.home)
    await tab.signIn('de', 'apple')
  })

  test('signs out, and the provider is told', async () => {
    const tab = await newTab()
    await tab.signIn('au', 'apple')
    await tab.press('Sign out')
    await tab.sees(HEADINGS.signedOut)
    expect((await stage.calls()).at(-1)).toEqual({
      data_center: 'au',
      method: 'POST',
      path: '/au/oauth/token/revoke',
      status: 200,
    })
    await tab.page.goBack()
    await tab.sees(HEADINGS.notSignedIn)
    expect(await tab.page.getByRole('button', { name: 'Sign out' }).count()).toBe(0)
  })

  test('walks without JavaScript', async () => {
    const tab = await newTab({ javaScriptEnabled: false })
    await tab.signIn('de', 'google')
    await tab.ask()
    await tab.press('Accept all')
    await tab.sees(HEADINGS.granted)
    const calendars = await tab.calendars()
    expect(calendars).toHaveLength(8)
    expect(calendars.every((calendar) => calendar.endsWith(FULL))).toBe(true)
    await tab.press('Sign out')
    await tab.sees(HEADINGS.signedOut)
  })
})

describe('one browser', () => {
  test('holds three flows in three tabs, reloaded at every step (T4)', async () => {
    const person = await newPerson()
    const first = await person.openTab()
    await first.signIn('de', 'google')
    const second = await person.openTab()
    const third = await person.openTab()
    const tabs = [first, second, third] as const
    const chosen = [['Home', 'Team'], ['Private', 'Choir'], [HOLIDAYS]] as const

    for (const tab of [second, third]) await tab.page.goto(`${stage.worker}/calendars`)
    for (const [index, tab] of tabs.entries()) {
      await tab.page.reload()
      await tab.sees(HEADINGS.choose)
      await tab.tick(chosen[index] ?? [])
    }
    for (const tab of [third, first, second]) await tab.ask()
    for (const tab of tabs) {
      await tab.page.reload()
      await tab.sees(HEADINGS.access)
    }

    await second.tick(['Choir'])
    await second.press('Accept selected')
    await third.press('Reject')
    await first.press('Accept all')
    const expected = [
      [HEADINGS.granted, [`Home: ${FULL}`, `Team: ${FULL}`]],
      [HEADINGS.partial, [`Private: ${OWN}`, `Choir: ${FULL}`]],
      [HEADINGS.rejected, [`${HOLIDAYS}: ${OWN}`]],
    ] as const
    for (const visit of ['first', 'reloaded']) {
      for (const [index, tab] of tabs.entries()) {
        if (visit === 'reloaded') await tab.page.reload()
        const [heading, calendars] = expected[index] ?? []
        await tab.sees(heading ?? '')
        expect(await tab.calendars()).toEqual(calendars)
      }
    }
    expect(await unrestricted('de', 'google')).toEqual([
      'cal_de_google1_home',
      'cal_de_google1_team',
      'cal_de_google1_shared',
      'cal_de_google2_choir',
    ])
  })

  test('in which a second account signs in shows the first tab that, and nothing of the second (T4)', async () => {
    const person = await newPerson()
    const first = await person.openTab()
    await first.signIn('de', 'apple')
    await first.ask()
    const second = await person.openTab()
    await second.signIn('uk', 'microsoft')

    await first.press('Accept all')
    await first.sees(HEADINGS.somebodyElse)
    expect(await first.page.getByText(/full access|own events only/).count()).toBe(0)
    expect((await first.page.reload())?.status()).toBe(403)
    await first.sees(HEADINGS.somebodyElse)
    expect(await unrestricted('de', 'apple')).toHaveLength(2)

    await second.page.reload()
    expect(await second.page.getByRole('checkbox', { checked: true, disabled: false }).count()).toBe(4)
    expect(await unrestricted('uk', 'microsoft')).toEqual([])
    expect(
      (await stage.calls()).filter(({ method, path }) => method === 'POST' && path === '/uk/v1/permissions'),
    ).toEqual([])
  })

  test('in which the first account signs in again shows its outcome after all (T4)', async () => {
    const person = await newPerson()
    const tab = await person.openTab()
    await tab.signIn('de', 'apple')
    await tab.ask()
    const other = await person.openTab()
    await other.signIn('de', 'microsoft')
    await tab.press('Accept all')
    await tab.sees(HEADINGS.somebodyElse)
    await other.signIn('de', 'apple')
    await tab.page.reload()
    await tab.sees(HEADINGS.granted)
  })

  test('goes back from the outcome, and forward again (T4)', async () => {
    const tab = await newTab()
    await tab.signIn('de', 'apple')
    await tab.tick(['Work'])
    await tab.ask()
    await tab.press('Accept all')
    await tab.sees(HEADINGS.granted)
    const before = (await stage.calls()).filter(({ method, path }) => method === 'POST' && path.includes('permissions'))

    await tab.page.goBack()
    await tab.sees(HEADINGS.over)
    await tab.page.goBack()
    await tab.sees(HEADINGS.choose)
    expect(await tab.page.getByRole('listitem').filter({ hasText: 'Work' }).innerText()).toContain(
      'full access already',
    )
    await tab.page.goForward()
    await tab.sees(HEADINGS.over)
    await tab.page.goForward()
    await tab.sees(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`Work: ${FULL}`])

    const after = (await stage.calls()).filter(({ method, path }) => method === 'POST' && path.includes('permissions'))
    expect(after).toEqual(before)
    expect(await unrestricted('de', 'apple')).toEqual(['cal_de_apple1_work'])
  })
})

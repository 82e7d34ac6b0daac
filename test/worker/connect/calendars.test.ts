import { describe, expect, test } from 'vitest'
import {
  createTestEnv,
  listField,
  offeredCalendars,
  SANDBOX,
  selectedCalendars,
  WORKER,
} from '../../helpers/test-env.ts'

type Fields = [string, string][]

/** Somebody at the choice, and what they do there. */
async function setUp(account = 'many-calendars') {
  const testEnv = createTestEnv()
  const page = await testEnv.signIn('us', account)
  testEnv.providerCalls.length = 0
  return {
    ...testEnv,
    page,
    refine: (fields: Fields, headers?: Record<string, string>) =>
      testEnv.browser.post(`${WORKER}/calendars`, [['list', listField(page.text)], ...fields], headers),
  }
}

const ids = (list: readonly string[]): Fields => list.map((id) => ['calendar_id', id])

/** What the form would send, shown or not. */
const carried = (text: string) =>
  [...text.matchAll(/<input type="hidden" name="calendar_id" value="([^"]+)">/g)].map(([, id = '']) => id)
const shownIn = (text: string) => text.match(/type="checkbox"/g)?.length ?? 0

describe('POST /calendars', () => {
  test.each(['cross-site', 'same-site', 'none'])('is refused from %s (T16)', async (site) => {
    const { refine, providerCalls } = await setUp()
    expect((await refine([], { 'sec-fetch-site': site })).status).toBe(403)
    expect(providerCalls).toEqual([])
  })

  test.each([
    ['application/json', '{}', 415],
    ['text/plain', 'x', 415],
    ['application/x-www-form-urlencoded', '%ff', 400],
    ['multipart/form-data; boundary=x', '--x--', 415],
  ])('refuses %s %s', async (type, body, status) => {
    const { worker, browser, providerCalls } = await setUp()
    const cookie = [...browser.cookies(WORKER)].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'content-type': type, 'sec-fetch-site': 'same-origin', cookie }
    expect((await worker.request(`${WORKER}/calendars`, { method: 'POST', headers, body })).status).toBe(status)
    expect(providerCalls).toEqual([])
  })

  test('is 401 for whoever is not signed in', async () => {
    const { newBrowser } = await setUp()
    expect((await newBrowser().post(`${WORKER}/calendars`, { list_action: 'select-all' })).status).toBe(401)
  })

  test('loses no tick when the calendars cannot be read', async () => {
    let broken = false
    const testEnv = createTestEnv({ intercept: () => (broken ? new Response(null, { status: 500 }) : undefined) })
    const page = await testEnv.signIn('us', 'many-calendars')
    const some = offeredCalendars(page.text).slice(3, 5)
    broken = true
    const failed = await testEnv.browser.post(`${WORKER}/calendars`, [
      ['list', listField(page.text)],
      ...ids(some),
      ['filter', 'x'],
      ['list_action', 'filter'],
    ])
    expect(failed.status).toBe(502)
    const [, again = ''] = /<a class="button" href="([^"]*)"/.exec(failed.text) ?? []
    broken = false
    expect(selectedCalendars((await testEnv.browser.get(WORKER + again)).text)).toEqual(some)
  })

  test('shows what matches, and keeps what is ticked out of sight', async () => {
    const { page, refine, providerCalls, browser } = await setUp()
    const chosen = offeredCalendars(page.text).filter((_, index) => index % 2 === 0)
    const { text, url } = await refine([...ids(chosen), ['filter', ' calendar 01 '], ['list_action', 'filter']])
    expect(shownIn(text)).toBe(10)
    const hidden = carried(text)
    expect([...selectedCalendars(text), ...hidden].sort()).toEqual([...chosen].sort())
    expect(hidden).toHaveLength(120)
    expect(text).toContain('Showing 10 of 250 calendars.')
    expect(text).toContain('value="calendar 01"')
    expect(providerCalls).toEqual(['GET /us/v1/calendars'])
    // No name, nor a part of one, is to be read in an address, and common servers take it.
    expect(url.href).not.toContain('calendar+01')
    expect(decodeURIComponent(url.href)).not.toMatch(/calendar.01/)
    expect(url.href.length).toBeLessThan(2000)
    // Reload, back and forward show the same: all of it is in the address, and nothing is posted again.
    expect((await browser.get(url.href)).text).toBe(text)

    const all = await refine([
      ...ids([...selectedCalendars(text), ...hidden]),
      ['filter', 'calendar 01'],
      ['list_action', 'clear-filter'],
    ])
    expect(selectedCalendars(all.text)).toEqual(chosen)
    expect(carried(all.text)).toEqual([])
  })

  test.each([
    ['CALENDAR 250', 1],
    ['gil@work', 250],
    ['no such name', 0],
    ['<script>"', 0],
    ['a'.repeat(30_000), 0],
  ])('finds by %.20s', async (filter, count) => {
    const { refine } = await setUp()
    const { status, text } = await refine([
      ['filter', filter],
      ['list_action', 'filter'],
    ])
    expect(status).toBe(200)
    expect(shownIn(text)).toBe(count)
    expect(text).not.toContain('<script>')
    expect(text.length).toBeLessThan(150_000)
  })

  test('finds a name whatever its case and its accents', async () => {
    const name = 'Müllers Été'
    const list = Array.from({ length: 12 }, (_, index) => ({
      calendar_id: `cal_${index}`,
      permission_level: 'sandbox',
      calendar_name: index === 3 ? name : 'Other',
    }))
    const testEnv = createTestEnv({
      intercept: ({ url }) => (url.endsWith('/v1/calendars') ? Response.json({ calendars: list }) : undefined),
    })
    await testEnv.signIn('de', 'apple')
    const fields: Fields = [
      ['filter', 'mullers ete'],
      ['list_action', 'filter'],
    ]
    expect((await testEnv.browser.post(`${WORKER}/calendars`, fields)).text).toContain(
      `<bdi class="name">${name}</bdi>`,
    )
  })

  test('ticks all that can be changed, or none, and only among those that are shown', async () => {
    const { page, refine } = await setUp()
    const all = offeredCalendars(page.text)
    const none = await refine([...ids(all), ['filter', ''], ['list_action', 'select-none']])
    expect([selectedCalendars(none.text), carried(none.text)]).toEqual([[], []])
    expect(selectedCalendars((await refine([['list_action', 'select-all']])).text)).toEqual(all)

    const some = await refine([...ids(all), ['applied_filter', 'Calendar 25'], ['list_action', 'select-none']])
    expect(shownIn(some.text)).toBe(1)
    expect(selectedCalendars(some.text)).toEqual([])
    expect(carried(some.text)).toEqual(all.slice(0, 249))
    const more = await refine([
      ['calendar_id', all[0] ?? ''],
      ['applied_filter', 'Calendar 25'],
      // Typed since, and not looked for yet.
      ['filter', ''],
      ['list_action', 'select-all'],
    ])
    expect(selectedCalendars(more.text)).toEqual([all[249]])
    expect(carried(more.text)).toEqual([all[0]])
  })

  test('ticks no read-only calendar by itself, nor one that is open already', async () => {
    const { refine } = await setUp('google')
    const { text } = await refine([['list_action', 'select-all']])
    expect(selectedCalendars(text)).not.toContain('cal_us_google1_holidays')
    expect(selectedCalendars(text)).not.toContain('cal_us_google1_shared')
    const kept = await refine([
      ['calendar_id', 'cal_us_google1_holidays'],
      ['list_action', 'select-all'],
    ])
    expect(selectedCalendars(kept.text)).toContain('cal_us_google1_holidays')
  })

  test('carries no id that the account does not have', async () => {
    const { refine } = await setUp('apple')
    const { text } = await refine([
      ['calendar_id', 'cal_us_google1_work'],
      ['calendar_id', '"><script>'],
      ['filter', 'home'],
      ['list_action', 'filter'],
    ])
    expect(text).not.toMatch(/google1|<script>/)
    expect(carried(text)).toEqual([])
  })
})

test('what was chosen through a filter is asked for, all of it and nothing else', async () => {
  const { page, refine, browser, permissionRequests } = await setUp()
  const chosen = offeredCalendars(page.text).slice(0, 30)
  const { text } = await refine([...ids(chosen), ['filter', 'calendar 02'], ['list_action', 'filter']])
  const fields: Fields = [
    ...ids([...carried(text), ...selectedCalendars(text)]),
    ['filter', 'calendar 02'],
    ['return_to', '/outcome'],
  ]
  const access = await browser.post(`${WORKER}/connect/permissions/start`, fields)
  expect(access.url.href).toContain(`${SANDBOX}/us/permissions/`)
  const { permissions } = permissionRequests.at(-1) as unknown as { permissions: { calendar_id: string }[] }
  expect(permissions.map(({ calendar_id: id }) => id).sort()).toEqual([...chosen].sort())
})

test.each([
  ['few calendars', 'apple'],
  ['many', 'many-calendars'],
  ['one that is free', 'enterprise'],
])(
  'the first button of the form changes no tick and asks for nothing, with %s: Enter presses it',
  async (_, account) => {
    const { page } = await setUp(account)
    const form =
      /<form method="post" action="\/connect\/permissions\/start">[\s\S]*?<\/form>/.exec(page.text)?.[0] ?? ''
    expect(/<button[^>]*>/.exec(form)?.[0]).toBe(
      '<button class="unseen" tabindex="-1" aria-hidden="true" formaction="/calendars">',
    )
  },
)

describe('who chose none', () => {
  test('and asks finds none ticked when they come back', async () => {
    const { page, requestAccess, browser } = await setUp('apple')
    const errorPage = await requestAccess(page, [''])
    expect(errorPage.text).toContain('No calendar selected')
    const [, back = ''] = /<a class="button" href="([^"]*)"/.exec(errorPage.text) ?? []
    expect(selectedCalendars((await browser.get(WORKER + back)).text)).toEqual([])
  })

  test('finds none ticked after a reload', async () => {
    const { refine, browser } = await setUp()
    const none = await refine([['list_action', 'select-none']])
    expect(selectedCalendars((await browser.get(none.url.href)).text)).toEqual([])
  })
})

describe('who has more calendars than can be asked for at once', () => {
  const list = Array.from({ length: 300 }, (_, index) => ({ calendar_id: `cal_${index}`, permission_level: 'sandbox' }))
  const setUpMany = async () => {
    const testEnv = createTestEnv({
      intercept: ({ url }) => (url.endsWith('/v1/calendars') ? Response.json({ calendars: list }) : undefined),
    })
    return { ...testEnv, page: await testEnv.signIn('de', 'apple') }
  }

  test('is told so, and finds none ticked', async () => {
    const { page } = await setUpMany()
    expect(page.text).toContain('You can request up to 250 calendars at a time')
    expect(selectedCalendars(page.text)).toEqual([])
  })

  test('finds the choice as it was after asking for too many', async () => {
    const { page, requestAccess, browser } = await setUpMany()
    const chosen = list.slice(0, 270).map(({ calendar_id: id }) => id)
    const errorPage = await requestAccess(page, chosen)
    expect(errorPage.text).toContain('Too many calendars selected')
    const [, back = ''] = /<a class="button" href="([^"]*)"/.exec(errorPage.text) ?? []
    expect(selectedCalendars((await browser.get(WORKER + back)).text)).toEqual(chosen)
  })
})

test('who may only ask for read-only calendars is told what that means', async () => {
  const list = [
    { calendar_id: 'cal_1', permission_level: 'unrestricted' },
    { calendar_id: 'cal_2', permission_level: 'sandbox', calendar_readonly: true },
  ]
  const testEnv = createTestEnv({
    intercept: ({ url }) => (url.endsWith('/v1/calendars') ? Response.json({ calendars: list }) : undefined),
  })
  const { text } = await testEnv.signIn('de', 'apple')
  expect(text).toContain('The remaining calendars are read-only')
  expect(text).not.toContain('may change freely')
})

describe('an address of the choice', () => {
  const filtered = async () => {
    const testEnv = await setUp()
    const one = offeredCalendars(testEnv.page.text)[0] ?? ''
    const page = await testEnv.refine([
      ['calendar_id', one],
      ['applied_filter', 'calendar 25'],
      ['list_action', 'select-all'],
    ])
    return { ...testEnv, page, one }
  }

  test('whose filter was changed presses no button: it would act on all of them', async () => {
    const { page, browser, one } = await filtered()
    const url = new URL(page.url)
    url.searchParams.set('filter', `${url.searchParams.get('filter')}AA`)
    const { text } = await browser.get(url.href)
    expect([shownIn(text), selectedCalendars(text)]).toEqual([250, [one]])
  })

  test('filters nothing for another account', async () => {
    const { page, newBrowser, signIn } = await filtered()
    const other = newBrowser()
    await signIn('us', 'google', other)
    const { text } = await other.get(page.url.href)
    expect(shownIn(text)).toBeGreaterThan(5)
    expect(text).not.toContain('value="calendar 25"')
    // Nor does it tick all of them: what was chosen is not theirs.
    expect(selectedCalendars(text)).toEqual([])
  })

  test.each(['x', 'ä'.repeat(10_000), '__proto__'])('holds no button that there is not: %.10s', async (press) => {
    const { refine } = await setUp('apple')
    const { url } = await refine([['list_action', press]])
    expect(url.searchParams.has('list_action')).toBe(false)
  })
})

test('who chose a calendar that is gone by then finds no other ticked', async () => {
  let gone = false
  const calendar = (id: string) => ({
    calendar_id: id,
    permission_level: 'sandbox',
    calendar_deleted: gone && id === 'a',
  })
  const testEnv = createTestEnv({
    intercept: ({ url }) =>
      url.endsWith('/v1/calendars') ? Response.json({ calendars: ['a', 'b', 'c'].map(calendar) }) : undefined,
  })
  const page = await testEnv.signIn('de', 'apple')
  gone = true
  const errorPage = await testEnv.requestAccess(page, ['a'])
  expect(errorPage.text).toContain('A calendar no longer exists')
  const [, back = ''] = /<a class="button" href="([^"]*)"/.exec(errorPage.text) ?? []
  expect(selectedCalendars((await testEnv.browser.get(WORKER + back)).text)).toEqual([])
})

test('who is not signed in any more when they ask finds their choice again', async () => {
  const testEnv = await setUp('apple')
  const [one = ''] = offeredCalendars(testEnv.page.text)
  testEnv.browser.cookies(WORKER).clear()
  const errorPage = await testEnv.requestAccess(testEnv.page, [one])
  const [, again = ''] = /<a href="(\/calendars[^"]*)"/.exec(errorPage.text) ?? []
  await testEnv.signIn('us', 'apple')
  expect(selectedCalendars((await testEnv.browser.get(WORKER + again)).text)).toEqual([one])
})

test.each(['x', 'a.b.c', '"><script>', 'x'.repeat(3000)])(
  'a filter that is not sealed by us is none: %.20s',
  async (made) => {
    const { browser } = await setUp()
    const { status, text } = await browser.get(
      `${WORKER}/calendars?${new URLSearchParams({ filter: made, list_action: made })}`,
    )
    expect(status).toBe(200)
    expect(shownIn(text)).toBe(250)
    expect(text).not.toContain('<script>')
  },
)

test('a calendar says in words what it is, and its provider what people call it', async () => {
  const google = (await setUp('google')).page.text
  expect(google).toMatch(/Work<\/bdi>\s*<span class="tag">primary</)
  expect(google).toMatch(/Public holidays<\/bdi>\s*<span class="tag warn">read-only</)
  expect(google).toMatch(/Shared<\/bdi>\s*<span class="tag good">full access granted</)
  expect(google).toContain('<bdi>Google</bdi>')
  const microsoft = (await setUp('microsoft')).page.text
  expect(microsoft).toContain('<bdi>Microsoft 365 / Exchange</bdi>')
  expect(microsoft).toContain('<bdi>Outlook.com</bdi>')
  expect((await setUp('apple')).page.text).toContain('<bdi>Apple iCloud</bdi>')
})

test('few calendars need no filter, and one needs no button to choose all', async () => {
  expect((await setUp('apple')).page.text).not.toContain('name="filter"')
  const list = [{ calendar_id: 'cal_1', permission_level: 'sandbox' }]
  const testEnv = createTestEnv({
    intercept: ({ url }) => (url.endsWith('/v1/calendars') ? Response.json({ calendars: list }) : undefined),
  })
  expect((await testEnv.signIn('de', 'apple')).text).not.toContain('select-all')
})

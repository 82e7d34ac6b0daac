import { describe, expect, test } from 'vitest'
import { createStage, offered, SANDBOX, WORKER } from '../support/connect.ts'

type Fields = [string, string][]

/** Somebody at the choice, and what they do there. */
async function setUp(account = 'many-calendars') {
  const stage = createStage()
  const page = await stage.signIn('us', account)
  stage.calls.length = 0
  return {
    ...stage,
    page,
    refine: (fields: Fields, headers?: Record<string, string>) =>
      stage.visitor.post(`${WORKER}/calendars`, [['calendar_id', ''], ...fields], headers),
  }
}

const ids = (list: readonly string[]): Fields => list.map((id) => ['calendar_id', id])

/** What the form would send, shown or not. */
const carried = (text: string) =>
  [...text.matchAll(/<input type="hidden" name="calendar_id" value="([^"]+)">/g)].map(([, id = '']) => id)
const shownIn = (text: string) => text.match(/type="checkbox"/g)?.length ?? 0

describe('POST /calendars', () => {
  test.each(['cross-site', 'same-site', 'none'])('is refused from %s (T16)', async (site) => {
    const { refine, calls } = await setUp()
    expect((await refine([], { 'sec-fetch-site': site })).status).toBe(403)
    expect(calls).toEqual([])
  })

  test.each([
    ['application/json', '{}', 415],
    ['text/plain', 'x', 415],
    ['application/x-www-form-urlencoded', 'calendars=x', 400],
  ])('refuses %s %s', async (type, body, status) => {
    const { worker, visitor, calls } = await setUp()
    const cookie = [...visitor.cookies(WORKER)].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'content-type': type, 'sec-fetch-site': 'same-origin', cookie }
    expect((await worker.request(`${WORKER}/calendars`, { method: 'POST', headers, body })).status).toBe(status)
    expect(calls).toEqual([])
  })

  test('is 401 for whoever is not signed in', async () => {
    const { newVisitor } = await setUp()
    expect((await newVisitor().post(`${WORKER}/calendars`, { show: 'select-all' })).status).toBe(401)
  })

  test('loses no tick when the calendars cannot be read', async () => {
    let broken = false
    const stage = createStage({ intercept: () => (broken ? new Response(null, { status: 500 }) : undefined) })
    const page = await stage.signIn('us', 'many-calendars')
    const some = offered(page.text).slice(3, 5)
    broken = true
    const failed = await stage.visitor.post(`${WORKER}/calendars`, [
      ...ids(some),
      ['filter', 'x'],
      ['show', 'matching'],
    ])
    expect(failed.status).toBe(502)
    const [, again = ''] = /<a class="button" href="([^"]*)"/.exec(failed.text) ?? []
    broken = false
    expect(offered((await stage.visitor.get(WORKER + again)).text)).toEqual(some)
  })

  test('shows what matches, and keeps what is ticked out of sight', async () => {
    const { page, refine, calls } = await setUp()
    const chosen = offered(page.text).filter((_, index) => index % 2 === 0)
    const { text, url } = await refine([...ids(chosen), ['filter', ' calendar 01 '], ['show', 'matching']])
    expect(shownIn(text)).toBe(10)
    const hidden = carried(text)
    expect([...offered(text), ...hidden].sort()).toEqual([...chosen].sort())
    expect(hidden).toHaveLength(120)
    expect(text).toContain('10 of 250 calendars are shown.')
    expect(text).toContain('value="calendar 01"')
    expect(calls).toEqual(['GET /us/v1/calendars'])
    // No name, nor a part of one, is in an address.
    expect(url.href).toBe(`${WORKER}/calendars`)

    const all = await refine([...ids([...offered(text), ...hidden]), ['filter', 'calendar 01'], ['show', 'everything']])
    expect(offered(all.text)).toEqual(chosen)
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
      ['show', 'matching'],
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
    const stage = createStage({
      intercept: ({ url }) => (url.endsWith('/v1/calendars') ? Response.json({ calendars: list }) : undefined),
    })
    await stage.signIn('de', 'apple')
    const fields: Fields = [
      ['filter', 'mullers ete'],
      ['show', 'matching'],
    ]
    expect((await stage.visitor.post(`${WORKER}/calendars`, fields)).text).toContain(`<bdi class="name">${name}</bdi>`)
  })

  test('ticks all that can be changed, or none, and only among those that are shown', async () => {
    const { page, refine } = await setUp()
    const all = offered(page.text)
    const none = await refine([...ids(all), ['filter', ''], ['show', 'select-none']])
    expect([offered(none.text), carried(none.text)]).toEqual([[], []])
    expect(offered((await refine([['show', 'select-all']])).text)).toEqual(all)

    const some = await refine([...ids(all), ['filter', 'Calendar 25'], ['show', 'select-none']])
    expect(shownIn(some.text)).toBe(1)
    expect(offered(some.text)).toEqual([])
    expect(carried(some.text)).toEqual(all.slice(0, 249))
    const more = await refine([
      ['calendar_id', all[0] ?? ''],
      ['filter', 'Calendar 25'],
      ['show', 'select-all'],
    ])
    expect(offered(more.text)).toEqual([all[249]])
    expect(carried(more.text)).toEqual([all[0]])
  })

  test('ticks no read-only calendar by itself, nor one that is open already', async () => {
    const { refine } = await setUp('google')
    const { text } = await refine([['show', 'select-all']])
    expect(offered(text)).not.toContain('cal_us_google1_holidays')
    expect(offered(text)).not.toContain('cal_us_google1_shared')
    const kept = await refine([
      ['calendar_id', 'cal_us_google1_holidays'],
      ['show', 'select-all'],
    ])
    expect(offered(kept.text)).toContain('cal_us_google1_holidays')
  })

  test('carries no id that the account does not have', async () => {
    const { refine } = await setUp('apple')
    const { text } = await refine([
      ['calendar_id', 'cal_us_google1_work'],
      ['calendar_id', '"><script>'],
      ['filter', 'home'],
      ['show', 'matching'],
    ])
    expect(text).not.toMatch(/google1|<script>/)
    expect(carried(text)).toEqual([])
  })
})

test('what was chosen through a filter is asked for, all of it and nothing else', async () => {
  const { page, refine, visitor, sent } = await setUp()
  const chosen = offered(page.text).slice(0, 30)
  const { text } = await refine([...ids(chosen), ['filter', 'calendar 02'], ['show', 'matching']])
  const fields: Fields = [
    ...ids([...carried(text), ...offered(text)]),
    ['filter', 'calendar 02'],
    ['return_to', '/outcome'],
  ]
  const access = await visitor.post(`${WORKER}/connect/permissions/start`, fields)
  expect(access.url.href).toContain(`${SANDBOX}/us/permissions/`)
  const { permissions } = sent.at(-1) as unknown as { permissions: { calendar_id: string }[] }
  expect(permissions.map(({ calendar_id: id }) => id).sort()).toEqual([...chosen].sort())
})

test('the first button of the form is not the one that asks: Enter in the filter presses it', async () => {
  const { page } = await setUp()
  const form = /<form method="post" action="\/connect\/permissions\/start">[\s\S]*?<\/form>/.exec(page.text)?.[0] ?? ''
  expect(/<button[^>]*>/.exec(form)?.[0]).toContain('formaction="/calendars" name="show" value="matching"')
})

test('a calendar says in words what it is, and its provider what people call it', async () => {
  const google = (await setUp('google')).page.text
  expect(google).toMatch(/Work<\/bdi>\s*<span class="tag">primary</)
  expect(google).toMatch(/Public holidays<\/bdi>\s*<span class="tag warn">read-only</)
  expect(google).toMatch(/Shared<\/bdi>\s*<span class="tag good">full access already</)
  expect(google).toContain('<bdi>Google</bdi>')
  const microsoft = (await setUp('microsoft')).page.text
  expect(microsoft).toContain('<bdi>Microsoft 365 / Exchange</bdi>')
  expect(microsoft).toContain('<bdi>Outlook.com</bdi>')
  expect((await setUp('apple')).page.text).toContain('<bdi>Apple iCloud</bdi>')
})

test('few calendars need no filter, and one needs no button to choose all', async () => {
  expect((await setUp('apple')).page.text).not.toContain('name="filter"')
  const list = [{ calendar_id: 'cal_1', permission_level: 'sandbox' }]
  const stage = createStage({
    intercept: ({ url }) => (url.endsWith('/v1/calendars') ? Response.json({ calendars: list }) : undefined),
  })
  expect((await stage.signIn('de', 'apple')).text).not.toContain('select-all')
})

import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSandbox, defaultSeed } from '../../../edge/sandbox/index.ts'
import { type Listening, listen } from '../../../edge/sandbox/node.ts'
import { launchChromium } from '../chromium.ts'
import { type OtherSite, openOtherSite } from '../other-site.ts'
import { collectIssues } from '../test-user.ts'
import { runAxe } from './run-axe.ts'

type Browser = Awaited<ReturnType<typeof launchChromium>>

const HOSTILE = `</pre><script>alert(1)</script><img src=x onerror=alert(1)>"'&`
const TIMEOUT_MS = 10_000

/** The default seed, with one more calendar that has a name to be afraid of. */
const sandbox = createSandbox({
  seed: {
    ...defaultSeed,
    accounts: [
      {
        name: 'hostile',
        description: HOSTILE,
        profiles: [{ id: 'hostile1', provider: 'google', name: HOSTILE, calendars: [{ id: 'work', name: HOSTILE }] }],
      },
      ...defaultSeed.accounts,
    ],
  },
})

let browser: Browser
let server: Listening
let others: OtherSite
const contexts: BrowserContext[] = []

beforeAll(async () => {
  server = await listen(sandbox, { port: 0 })
  others = await openOtherSite()
  browser = await launchChromium()
})

beforeEach(() => sandbox.reset())

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
})

afterAll(async () => {
  await browser?.close()
  await others?.close()
  await server?.close()
})

/** The inspector in a browser of its own, and what must not happen there. */
async function openInspector(
  options: BrowserContextOptions = {},
  path = '/sandbox',
): Promise<{ page: Page; issues: string[] }> {
  const context = await browser.newContext(options)
  contexts.push(context)
  context.setDefaultTimeout(TIMEOUT_MS)
  const issues = await collectIssues(context)
  const page = await context.newPage()
  await page.goto(`${server.url}${path}`)
  return { page, issues }
}

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, init)
}

async function post(path: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  return (await call(path, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<
    Record<string, unknown>
  >
}

/** An application asks for a calendar of the account. */
async function requestPermissions(account = 'google', calendarId = 'cal_us_google1_work'): Promise<string> {
  const { access_token: token } = await post('/sandbox/tokens', { account, data_center: 'us' })
  const permissions = [{ calendar_id: calendarId, permission_level: 'unrestricted' }]
  await post('/v1/permissions', { permissions, redirect_uri: 'https://app.example.com/return' }, String(token))
  return String(token)
}

async function readState(): Promise<{
  now: string
  data_centers: { us: Record<string, { calendars: Record<string, string> }> }
}> {
  return (await call('/sandbox/state')).json() as ReturnType<typeof readState>
}

const requests = (page: Page) => page.locator('ol.requests > li')

/** Waits until the page has so many requests. */
async function expectRequestCount(page: Page, count: number): Promise<void> {
  await expect.poll(() => requests(page).count(), { timeout: TIMEOUT_MS }).toBe(count)
}

describe('with its script', () => {
  test('shows a request as it comes in, and says so politely', async () => {
    const { page, issues } = await openInspector()
    await page.getByText('No requests yet.').waitFor()
    await page.getByText('Live: new requests show up here.').waitFor()
    await call('/de/v1/calendars')
    await expectRequestCount(page, 1)
    expect(await requests(page).innerText()).toMatch(/401\s+GET \/de\/v1\/calendars\s+de /)
    const news = page.locator('#news')
    expect(await news.getAttribute('aria-live')).toBe('polite')
    await expect.poll(() => news.innerText()).toBe('New: 401 GET /de/v1/calendars')
    await call('/nope/1')
    await call('/nope/2')
    await expectRequestCount(page, 3)
    expect(issues).toEqual([])
  })

  test('keeps what is open, focused, scrolled, selected and typed when something comes in', async () => {
    for (let index = 0; index < 40; index++) await call(`/nope/${index}`)
    const { page } = await openInspector({ viewport: { width: 1000, height: 500 } })
    await page.getByText('Live: new requests show up here.').waitFor()
    const row = requests(page).filter({ hasText: '/nope/20' })
    await row.locator('summary').click()
    await page.locator('#clock-seconds').fill('77')
    await page.getByText('Set a fault').click()
    await page.locator('#fault-name').selectOption('html')
    const curl = row.locator('.curl')
    await curl.focus()
    await curl.evaluate((element) => getSelection()?.selectAllChildren(element))
    const top = async () => Math.round((await curl.boundingBox())?.y ?? 0)
    const before = await top()
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500)
    await call('/v1/calendars')
    await requestPermissions()
    await expectRequestCount(page, 42)
    await page.getByRole('button', { name: 'Accept all' }).waitFor()

    expect(await row.locator('details').getAttribute('open')).not.toBeNull()
    expect(await curl.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.evaluate(() => String(getSelection()))).toContain('/nope/20')
    expect(await page.locator('#clock-seconds').inputValue()).toBe('77')
    expect(await page.locator('#fault-name').inputValue()).toBe('html')
    await expect.poll(top).toBe(before)
  })

  test('keeps a request that somebody reads when newer ones push it out, and no longer after a reset', async () => {
    await call('/nope/read')
    const { page } = await openInspector()
    await requests(page).locator('summary').click()
    for (let index = 0; index < 60; index++) await call(`/nope/${index}`)
    await expectRequestCount(page, 51)
    expect(await requests(page).last().innerText()).toContain('/nope/read')
    await call('/sandbox/reset', { method: 'POST' })
    await call('/nope/after')
    await expectRequestCount(page, 1)
    expect(await requests(page).innerText()).toContain('/nope/after')
  })

  test('pauses, and goes on', async () => {
    const { page } = await openInspector()
    await page.getByText('Live: new requests show up here.').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await call('/nope')
    await page.waitForTimeout(2500)
    expect(await requests(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Pause' }).click()
    await expectRequestCount(page, 1)
  })

  test('asks for nothing but what has changed', async () => {
    const { page } = await openInspector()
    const statuses: number[] = []
    page.on('response', (response) => void statuses.push(response.status()))
    await expect
      .poll(() => statuses.filter((status) => status === 304).length, { timeout: TIMEOUT_MS })
      .toBeGreaterThan(1)
  })

  test('says so while the emulator does not respond', async () => {
    const { page } = await openInspector()
    await page.getByText('Live: new requests show up here.').waitFor()
    await page.context().setOffline(true)
    await page.getByText('The emulator does not respond.').waitFor()
  })

  test('does everything without leaving the page, with the keyboard alone', async () => {
    await requestPermissions()
    const { page, issues } = await openInspector()
    await page.getByText('Live: new requests show up here.').waitFor()
    let loads = 0
    page.on('load', () => {
      loads += 1
    })
    const message = page.locator('#message')
    const says = (text: string) => expect.poll(() => message.innerText(), { timeout: TIMEOUT_MS }).toBe(text)
    const press = async (name: string) => {
      await page.getByRole('button', { name }).focus()
      await page.keyboard.press('Enter')
    }

    await press('Accept all')
    await says('The request was accepted. Its calendars are unrestricted, unless a fault delays this.')
    expect((await readState()).data_centers.us['google']?.calendars['cal_us_google1_work']).toBe('unrestricted')
    // What had the focus is gone.
    expect(await message.evaluate((element) => element === document.activeElement)).toBe(true)

    const { now } = await readState()
    await press('+ 1 hour')
    await says('The clock was advanced.')
    expect(Date.parse((await readState()).now) - Date.parse(now)).toBeGreaterThanOrEqual(3_600_000)

    await page.locator('#clock-seconds').fill('soon')
    await page.keyboard.press('Enter')
    await says(
      'Cannot advance the clock: /advance_seconds: Instance type "string" is invalid. Expected "number". Pass a number of seconds from 0.',
    )
    expect(await message.getAttribute('role')).toBe('alert')
    expect(await page.locator('#clock-seconds').inputValue()).toBe('soon')

    await page.getByText('Set a fault').focus()
    await page.keyboard.press('Enter')
    await page.locator('#fault-route').selectOption('GET /v1/calendars')
    await press('Set fault')
    await says('The fault was set.')
    expect(await message.getAttribute('role')).toBe('status')
    await page.getByText('1 calls, 0 hits.').waitFor()
    expect((await call('/v1/calendars')).status).toBe(503)
    await page.getByText('1 calls, 1 hits.').waitFor()
    await press('Clear all')
    await says('All faults were cleared.')
    expect((await call('/v1/calendars')).status).toBe(401)

    await press('Reset to the seed')
    await says('Everything was reset to the seed.')
    await expectRequestCount(page, 0)
    expect(loads).toBe(0)
    expect(issues).toEqual([])
  })

  test('copies a curl', async () => {
    await call('/v1/calendars')
    const { page } = await openInspector()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await requests(page).locator('summary').click()
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`curl -i ${server.url}/v1/calendars`)
  })

  test('runs nothing of names, paths and bodies that look like markup, also of those that come in later', async () => {
    const { page, issues } = await openInspector()
    await page.getByText('Live: new requests show up here.').waitFor()
    const token = await requestPermissions('hostile', 'cal_us_hostile1_work')
    await call(`/nope/'"${encodeURI(HOSTILE)}?'a=${HOSTILE}`)
    await post('/v1/permissions', { [HOSTILE]: HOSTILE }, token)
    await expectRequestCount(page, 3)
    for (const summary of await requests(page).locator('summary').all()) await summary.click()
    expect(await page.locator('.decisions bdi').last().innerText()).toBe(HOSTILE)
    expect(await page.locator('#cal_us_hostile1_work bdi').innerText()).toBe(HOSTILE)
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(1)
    expect(issues).toEqual([])
  })

  test('lets no inline script run, which its policy reports', async () => {
    const { page, issues } = await openInspector()
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'alert(1)'
      document.body.append(script)
      document.body.setAttribute('onclick', 'alert(2)')
      document.body.click()
    })
    await expect.poll(() => issues.filter((issue) => issue.startsWith('policy: script-src')).length).toBe(2)
    expect(issues.filter((issue) => issue.startsWith('dialog'))).toEqual([])
  })
})

test.each([1280, 320])('at %d px a request for 250 calendars leaves its buttons in sight', async (width) => {
  const { access_token: token } = await post('/sandbox/tokens', { account: 'many-calendars', data_center: 'us' })
  const read = await call('/v1/calendars', { headers: { authorization: `Bearer ${token}` } })
  const { calendars } = (await read.json()) as { calendars: { calendar_id: string }[] }
  const permissions = calendars.map(({ calendar_id }) => ({ calendar_id, permission_level: 'unrestricted' }))
  await post('/v1/permissions', { permissions, redirect_uri: 'https://app.example.com/return' }, String(token))
  const { page, issues } = await openInspector({ viewport: { width, height: 800 } })
  // The account has a name, too.
  const request = page.locator('.decisions > li')
  expect((await request.boundingBox())?.height).toBeLessThan(400)
  expect(await request.locator('bdi:visible').count()).toBe(6)
  await request.getByText('The 245 others').click()
  expect(await request.locator('bdi:visible').count()).toBe(251)
  // Open is what its reader opened: the next look leaves it so.
  await call('/nope')
  await expectRequestCount(page, 3)
  expect(await request.locator('bdi:visible').count()).toBe(251)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  expect(issues).toEqual([])
})

/** Follows a link to the page behind it: a click alone may come back while the old one is still there. */
async function followLink(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name }).click()])
}

describe('without scripts', () => {
  const noScripts = { javaScriptEnabled: false }

  test('shows what there is, and what is new after a reload', async () => {
    const { page } = await openInspector(noScripts, '/sandbox?data_center=de')
    expect(await requests(page).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0)
    await call('/de/v1/calendars')
    await followLink(page, 'Reload')
    expect(await requests(page).count()).toBe(1)
    expect(page.url()).toBe(`${server.url}/sandbox?data_center=de`)
    await requests(page).locator('summary').click()
    expect(await requests(page).locator('.curl').innerText()).toBe(`curl -i ${server.url}/de/v1/calendars`)
    await followLink(page, 'uk United Kingdom')
    expect(await page.getByRole('heading', { name: 'Accounts in uk' }).count()).toBe(1)
  })

  test('every form does what it says and comes back', async () => {
    await requestPermissions()
    const { page } = await openInspector(noScripts)
    const { now } = await readState()
    await page.getByRole('button', { name: 'Reject' }).click()
    await page.getByText('The request was rejected.').waitFor()
    await page.getByRole('button', { name: '+ 10 minutes' }).click()
    await page.getByText('The clock was advanced.').waitFor()
    await page.locator('#clock-seconds').fill('30')
    await page.getByRole('button', { name: 'Advance' }).click()
    await page.getByText('The clock was advanced.').waitFor()
    expect(Date.parse((await readState()).now) - Date.parse(now)).toBeGreaterThanOrEqual(630_000)
    await page.getByText('Set a fault').click()
    await page.locator('#fault-count').fill('none')
    await page.getByRole('button', { name: 'Set fault' }).click()
    await page.getByRole('alert').filter({ hasText: '/faults/0/count' }).waitFor()
    await page.locator('#fault-count').fill('2')
    await page.getByRole('button', { name: 'Set fault' }).click()
    await page.getByText('2 calls, 0 hits.').waitFor()
    await page.getByRole('button', { name: 'Clear all' }).click()
    await page.getByText('No fault is set.').waitFor()
    await page.getByRole('button', { name: 'Reset to the seed' }).click()
    await page.getByText('Everything was reset to the seed.').waitFor()
    expect(await requests(page).count()).toBe(0)
  })
})

describe.each([
  ['another site', 'otherPort', 'cross-site'],
  ['another port of the same host', 'otherHost', 'same-site'],
] as const)('a post from %s', (_, from, site) => {
  test('changes nothing', async () => {
    const token = await requestPermissions()
    const { page } = await openInspector({}, '/')
    for (const [route, fields] of [
      ['reset', ''],
      ['clock', '<input name="advance_seconds" value="3600">'],
      [
        'faults',
        '<input name="change" value="add"><input name="fault" value="error"><input name="route" value="GET /v1/calendars">',
      ],
    ]) {
      await page.goto(others[from])
      const action = `${server.url}/sandbox/inspector/${route}`
      await page.setContent(`<form method="post" action="${action}">${fields}<button>Win</button></form>`)
      const answered = page.waitForResponse(action)
      await page.getByRole('button', { name: 'Win' }).click()
      const response = await answered
      expect((await response.request().allHeaders())['sec-fetch-site']).toBe(site)
      expect(response.status()).toBe(403)
    }
    // The token lives: neither the reset nor the hour took place, and no fault strikes.
    expect((await call('/v1/calendars', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
  })

  test('cannot be a click in a frame', async () => {
    const { page } = await openInspector({}, '/')
    await page.goto(others[from])
    for (const [src, isShown] of [
      [others[from], true],
      [`${server.url}/sandbox`, false],
    ] as const) {
      const loaded = page.waitForResponse(src)
      await page.setContent(`<iframe src="${src}"></iframe>`)
      await loaded
      await page.waitForLoadState()
      const frame = page.frames().find((one) => one.parentFrame() !== null)
      expect(frame?.url() === src).toBe(isShown)
    }
  })
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([1200, 320])('at %d px it fits and axe finds nothing', async (width) => {
    await requestPermissions()
    await call(`/nope/${'long'.repeat(60)}`)
    await call('/sandbox/faults', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ route: 'GET /v1/userinfo', fault: 'status', status: 503 }]),
    })
    await call('/v1/userinfo')
    const { page } = await openInspector({ colorScheme, viewport: { width, height: 800 } })
    await page.getByText('Live: new requests show up here.').waitFor()
    await page.getByRole('button', { name: '+ 1 hour' }).click()
    await page.getByText('The clock was advanced.').waitFor()
    await requestPermissions()
    await page.getByRole('button', { name: 'Accept all' }).waitFor()
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true
    })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    const { violations, checkedRules } = await runAxe(page)
    expect(checkedRules).toEqual(expect.arrayContaining(['color-contrast', 'target-size', 'label']))
    expect(violations).toEqual([])
  })
})

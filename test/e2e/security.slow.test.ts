import type { Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type OtherSite, openOtherSite } from './other-site.ts'
import { createTestEnv, type TestEnv } from './test-env.ts'
import { createTestUser, HEADINGS, type Tab, type TestUser } from './test-user.ts'

const HOSTILE = `<script>alert(1)</script>"'&`

let testEnv: TestEnv
let otherSite: OtherSite
const users: TestUser[] = []

beforeAll(async () => {
  otherSite = await openOtherSite()
  testEnv = await createTestEnv()
})

beforeEach(() => testEnv.reset())

afterEach(async () => {
  for (const { context } of users.splice(0)) await context.close()
})

afterAll(async () => {
  await testEnv?.close()
  await otherSite?.close()
})

async function newUser(): Promise<TestUser> {
  const user = await createTestUser(testEnv)
  users.push(user)
  return user
}

/** What the browser really sent, cookies and all; the last request to this path. */
function lastRequestHeaders(requests: readonly Request[], path: string): Promise<Record<string, string>> {
  const last = requests.filter((request) => new URL(request.url()).pathname === path).at(-1)
  if (last === undefined) throw new Error(`Cannot find a request to ${path}: the browser sent none`)
  return last.allHeaders()
}

describe('the browser', () => {
  test('is a real one with its security on: no page reads another origin', async () => {
    const { page } = await (await newUser()).openTab()
    for (const from of [otherSite.otherPort, otherSite.otherHost]) {
      await page.goto(from)
      for (const target of [`${testEnv.sandbox}/sandbox/accounts`, `${testEnv.worker}/healthz`]) {
        expect(await fetchFromPage(page, target)).toBe('TypeError')
        // It is sent, but cannot be read. The worker's Cross-Origin-Resource-Policy blocks the opaque response too.
        const isWorker = target.startsWith(testEnv.worker)
        expect(await fetchFromPage(page, target, 'no-cors')).toBe(isWorker ? 'TypeError' : 'opaque 0')
      }
      expect(await fetchFromPage(page, from)).toBe('basic 200')
    }
  })

  test('lets no page reach into a frame of another origin', async () => {
    const { page } = await (await newUser()).openTab()
    await page.goto(otherSite.otherPort)
    for (const [src, readable] of [
      [otherSite.otherPort, true],
      [otherSite.otherHost, false],
    ] as const) {
      await setBody(page, `<iframe src="${src}"></iframe>`)
      await page.frameLocator('iframe').getByRole('heading', { name: 'Another site' }).waitFor()
      expect(await page.evaluate(() => document.querySelector('iframe')?.contentDocument !== null)).toBe(readable)
    }
  })
})

describe('the pages', () => {
  test('show a hostile calendar name as it is, and run nothing of it (T14)', async () => {
    const user = await newUser()
    const tab = await user.openTab()
    await tab.signIn('de', 'google')
    const row = tab.page.getByRole('listitem').filter({ hasText: 'alert(1)' })
    expect(await row.innerText()).toContain(HOSTILE)
    await tab.checkOnly([HOSTILE])
    await tab.requestAccess()
    expect(await row.innerText()).toContain(HOSTILE)
    await tab.checkOnly([HOSTILE])
    await tab.press('Accept selected')
    await tab.expectHeading(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`${HOSTILE}: full access`])
    expect(await tab.page.locator('main script').count()).toBe(0)
    expect(user.issues).toEqual([])
  })

  test('hold no inline code, break no policy, and do not tell who came or from where (T8, T14)', async () => {
    const user = await newUser()
    const tab = await user.openTab()
    const visited = await visitEveryPage(tab, async () => {
      const at = tab.page.url()
      expect(await inlineCode(tab.page), at).toEqual([])
      // The stylesheet came, so the policy lets pass what it should.
      expect(await tab.page.evaluate(() => getComputedStyle(document.body).margin), at).toBe('0px')
      expect(await tab.page.evaluate(() => document.cookie), at).toBe('')
    })
    expect(visited).toEqual(Object.values(HEADINGS))
    expect(user.issues).toEqual([])

    const origins = user.requests.map((request) => new URL(request.url()).origin)
    expect(new Set(origins)).toEqual(new Set([testEnv.sandbox, testEnv.worker, new URL(otherSite.otherPort).origin]))
    const types = user.requests.map((request) => request.resourceType())
    expect(new Set(types)).toEqual(new Set(['document', 'stylesheet']))
    for (const request of user.requests) {
      const { referer } = await request.allHeaders()
      // Empty where a page with `no-referrer` asks: nobody is told.
      if (referer === undefined || referer === '' || referer === otherSite.otherPort) continue
      expect(new URL(referer).origin, request.url()).toBe(new URL(request.url()).origin)
    }
  })

  test('keep the session where no script finds it (T8)', async () => {
    const user = await newUser()
    const tab = await user.openTab()
    await tab.signIn('de', 'apple')
    expect(await tab.page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
      '',
      0,
      0,
    ])
    // The cookie of the attempt says for ten minutes that its callback was loaded.
    const cookies = await user.context.cookies(testEnv.worker)
    const attributes = { httpOnly: true, sameSite: 'Lax', path: '/' }
    const prefix = `port-${new URL(testEnv.worker).port}`
    expect(cookies.map(({ name }) => name.replace(/(sign-in-).{16}$/, '$1…')).sort()).toEqual([
      `${prefix}-data-center`,
      `${prefix}-session`,
      `${prefix}-sign-in-…`,
    ])
    for (const cookie of cookies) expect(cookie).toMatchObject(attributes)
  })

  test('are shown in no frame of another origin (T14)', async () => {
    const tab = await (await newUser()).openTab()
    await tab.signIn('de', 'apple')
    await tab.requestAccess()
    const accessPage = tab.page.url()
    await tab.page.goto(testEnv.returnUrl())
    await tab.expectHeading(HEADINGS.unconfirmed)
    const outcome = tab.page.url()

    for (const from of [otherSite.otherPort, otherSite.otherHost]) {
      await tab.page.goto(from)
      for (const path of ['/', '/calendars', '/nowhere', '/healthz', outcome, accessPage]) {
        const { href } = new URL(path, testEnv.worker)
        expect(await loadInFrame(tab.page, href), href).toBe('refused')
      }
      expect(await loadInFrame(tab.page, otherSite.otherPort)).toBe('shown')
      expect(await loadInFrame(tab.page, otherSite.otherHost)).toBe('shown')
    }
  })
})

describe.each([
  ['another site', 'otherHost', 'cross-site'],
  ['another port of the same host', 'otherPort', 'same-site'],
] as const)('a post from %s', (_, from, site) => {
  /** A form of theirs, sent by a click, at the top level. */
  async function post(tab: Tab, action: string, fields: Record<string, string>, head = ''): Promise<number> {
    await tab.page.goto(otherSite[from])
    const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`)
    await setBody(
      tab.page,
      `${head}<form method="post" action="${action}">${inputs.join('')}<button>Win</button></form>`,
    )
    const responsePromise = tab.page.waitForResponse(action)
    await tab.press('Win')
    return (await responsePromise).status()
  }

  test.each([
    ['a form', ''],
    ['a form that hides its origin', '<meta name="referrer" content="no-referrer">'],
  ])('starts nothing: %s (T16)', async (_, head) => {
    const user = await newUser()
    const tab = await user.openTab()
    await tab.signIn('sg', 'enterprise')
    const levels = await testEnv.permissionLevels('sg', 'enterprise')
    const calls = await testEnv.providerCalls()
    const start = `${testEnv.worker}/connect/permissions/start`
    const fields = { calendar_id: 'cal_sg_enterprise1_work', return_to: '/outcome' }

    expect(await post(tab, start, fields, head)).toBe(403)
    await tab.expectHeading(HEADINGS.notFromHere)
    const sent = await lastRequestHeaders(user.requests, '/connect/permissions/start')
    expect(sent['sec-fetch-site']).toBe(site)
    // Within the site the session comes along: there only the check of `Sec-Fetch-Site` stands between.
    expect('cookie' in sent).toBe(site === 'same-site')
    expect(await testEnv.providerCalls()).toEqual(calls)
    expect(await testEnv.permissionLevels('sg', 'enterprise')).toEqual(levels)
    expect(Object.values(levels)).not.toContain('unrestricted')

    // The same form on our own page does start.
    await tab.page.goto(`${testEnv.worker}/calendars`)
    await tab.checkOnly(['Work', 'Home'])
    await tab.press('Request full access')
    await tab.expectHeading(HEADINGS.granted)
  })

  test('makes no choice of calendars on the page of the service (T16, T35)', async () => {
    const tab = await (await newUser()).openTab()
    const response = await fetch(`${testEnv.sandbox}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'apple', data_center: 'de' }),
    })
    const { access_token } = (await response.json()) as { access_token: string }
    const account = { data_center: 'de', access_token, subject: 'user-1', choose_calendars: true }
    const { redirect } = await testEnv.callService('/permission-requests', account)
    await tab.page.goto((redirect as { url: string }).url)
    await tab.expectHeading(HEADINGS.choose)
    const page = tab.page.url()
    const calls = await testEnv.providerCalls()
    for (const path of ['', '/start', '/cancel']) {
      expect(await post(tab, page + path, { calendar_id: 'cal_de_apple1_home' })).toBe(403)
      await tab.expectHeading(HEADINGS.notFromHere)
    }
    expect(await testEnv.providerCalls()).toEqual(calls)

    // The same choice on the page itself works.
    await tab.page.goto(page)
    await tab.checkOnly(['Home'])
    await tab.requestAccess()
  })

  test('starts nothing: a script (T16)', async () => {
    const user = await newUser()
    const { page, signIn } = await user.openTab()
    await signIn('sg', 'enterprise')
    const calls = await testEnv.providerCalls()
    await page.goto(otherSite[from])
    user.requests.length = 0
    const start = `${testEnv.worker}/connect/permissions/start`
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      expect(await postFromPage(page, start, { type, mode: 'no-cors' })).toBe('TypeError')
      const sent = await lastRequestHeaders(user.requests, '/connect/permissions/start')
      expect(sent['content-type']).toBe(type)
    }
    // The response cannot be seen: the worker's Cross-Origin-Resource-Policy blocks it.
    for (const request of user.requests) expect(request.failure()?.errorText).toContain('ERR_BLOCKED_BY_RESPONSE')
    // JSON has to be asked for first, and the worker does not allow it.
    expect(await postFromPage(page, start, { type: 'application/json', mode: 'cors' })).toBe('TypeError')
    expect(await testEnv.providerCalls()).toEqual(calls)
    expect(Object.values(await testEnv.permissionLevels('sg', 'enterprise'))).not.toContain('unrestricted')
  })

  test('signs nobody out (T16)', async () => {
    const tab = await (await newUser()).openTab()
    await tab.signIn('de', 'apple')
    const calls = await testEnv.providerCalls()
    expect(await post(tab, `${testEnv.worker}/sign-out`, {})).toBe(403)
    await tab.expectHeading(HEADINGS.notFromHere)
    expect(await testEnv.providerCalls()).toEqual(calls)
    await tab.page.goto(`${testEnv.worker}/calendars`)
    await tab.expectHeading(HEADINGS.choose)
  })
})

describe('a made-up return', () => {
  test('shows no outcome that the calendars do not have (T5)', async () => {
    const tab = await (await newUser()).openTab()
    await tab.signIn('de', 'apple')
    await tab.requestAccess()
    const returnUrl = testEnv.returnUrl()
    await tab.page.goto(`${returnUrl}&permission_status=granted`)
    await tab.expectHeading(HEADINGS.unconfirmed)
    expect(await tab.calendars()).toEqual([
      'Work: only events created by the application',
      'Home: only events created by the application',
    ])
  })

  test('with a refusal, after the acceptance, shows what is granted (T5)', async () => {
    const tab = await (await newUser()).openTab()
    await tab.signIn('de', 'apple')
    await tab.requestAccess()
    await tab.press('Accept all')
    await tab.expectHeading(HEADINGS.granted)
    await tab.page.goto(`${testEnv.returnUrl()}&error=access_denied`)
    await tab.expectHeading(HEADINGS.granted)
  })

  test("in another user's browser shows nothing about it (T2)", async () => {
    const tab = await (await newUser()).openTab()
    await tab.signIn('de', 'apple')
    await tab.requestAccess()
    const stranger = await (await newUser()).openTab()
    await stranger.page.goto(testEnv.returnUrl())
    await stranger.expectHeading(HEADINGS.notSignedIn)
    await stranger.signIn('de', 'microsoft')
    const calls = await testEnv.providerCalls()
    await stranger.page.goto(testEnv.returnUrl())
    await stranger.expectHeading(HEADINGS.somebodyElse)
    expect(await testEnv.providerCalls()).toEqual(calls)
  })
})

/** Visits every page there is, in the order of {@link HEADINGS}, and looks at each; gives the headings it met. */
async function visitEveryPage(tab: Tab, checkPage: () => Promise<void>): Promise<string[]> {
  const visited: string[] = []
  const expectPage = async (heading: string) => {
    await tab.expectHeading(heading)
    visited.push(heading)
    await checkPage()
  }
  const { page } = tab
  const requestAgain = async () => {
    await page.goto(`${testEnv.worker}/calendars`)
    await tab.requestAccess()
  }

  await page.goto(testEnv.worker)
  await expectPage(HEADINGS.home)
  await page.getByRole('link', { name: 'Germany' }).click()
  await expectPage(HEADINGS.authorize)
  await page.getByRole('button', { name: /^google / }).click()
  await expectPage(HEADINGS.choose)
  await tab.checkOnly([HOSTILE, 'Home'])
  await tab.requestAccess()
  await expectPage(HEADINGS.access)
  const accessPage = page.url()
  await tab.press('Accept all')
  await expectPage(HEADINGS.granted)
  await requestAgain()
  await tab.checkOnly(['Choir'])
  await tab.press('Accept selected')
  await expectPage(HEADINGS.partial)
  await requestAgain()
  await tab.press('Reject')
  await expectPage(HEADINGS.rejected)
  await requestAgain()
  const returnUrl = testEnv.returnUrl()
  await page.goto(returnUrl)
  await expectPage(HEADINGS.unconfirmed)
  await tab.press('Disconnect')
  await expectPage(HEADINGS.disconnect)
  await page.getByRole('main').getByRole('button', { name: 'Disconnect' }).click()
  await expectPage(HEADINGS.disconnected)
  await tab.signIn('de', 'apple')
  await tab.press('Sign out')
  await expectPage(HEADINGS.signedOut)
  await page.goto(`${testEnv.worker}/calendars`)
  await expectPage(HEADINGS.notSignedIn)
  await page.goto(`${testEnv.worker}/connect/de`)
  await tab.press('Refuse')
  await expectPage(HEADINGS.notConnected)
  await tab.signIn('de', 'apple')
  await page.goto(returnUrl)
  await expectPage(HEADINGS.somebodyElse)
  await page.goto(otherSite.otherPort)
  await setBody(page, `<form method="post" action="${testEnv.worker}/sign-out"><button>Win</button></form>`)
  await tab.press('Win')
  await expectPage(HEADINGS.notFromHere)
  await page.goto(accessPage)
  await expectPage(HEADINGS.over)
  return visited
}

/** Scripts, styles and handlers that stand in the page itself. */
function inlineCode(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter(({ localName, attributes }) => {
        const names = [...attributes].map(({ name }) => name)
        return (
          ['script', 'style'].includes(localName) || names.some((name) => name === 'style' || name.startsWith('on'))
        )
      })
      .map((element) => element.outerHTML),
  )
}

/** What came of a `fetch` that a page makes: the type and status of the answer, or the error's name. */
function fetchFromPage(page: Page, url: string, mode: RequestMode = 'cors'): Promise<string> {
  return page.evaluate(
    ([url, mode]) =>
      fetch(url, { mode }).then(
        ({ type, status }) => `${type} ${status}`,
        (error: Error) => error.name,
      ),
    [url, mode] as const,
  )
}

/** What came of a post, cookies and all, that a page's script makes: the type of the answer, or the error's name. */
function postFromPage(page: Page, url: string, options: { type: string; mode: RequestMode }): Promise<string> {
  return page.evaluate(
    ([url, { type, mode }]) =>
      fetch(url, {
        method: 'POST',
        mode,
        credentials: 'include',
        body: new Blob([type === 'application/json' ? '{"all_calendars":true}' : 'all_calendars=true'], { type }),
      }).then(
        (response) => response.type,
        (error: Error) => error.name,
      ),
    [url, options] as const,
  )
}

/** Whether a page shows another one in a frame. */
async function loadInFrame(page: Page, src: string): Promise<'shown' | 'refused'> {
  await setBody(page, '')
  await page.evaluate(
    (src) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe')
        frame.addEventListener('load', resolve)
        frame.src = src
        document.body.append(frame)
      }),
    src,
  )
  const frame = page.frames().find((frame) => frame.parentFrame() !== null)
  return frame?.url() === src ? 'shown' : 'refused'
}

/** Fills somebody else's page. */
async function setBody(page: Page, body: string): Promise<void> {
  await page.setContent(`<!doctype html><title>Another site</title>${body}`)
}

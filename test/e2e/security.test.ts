import type { Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type OtherSite, openOtherSite } from './other-site.ts'
import { openStage, type Stage } from './test-env.ts'
import { createPerson, HEADINGS, type Person, type Tab } from './test-user.ts'

const HOSTILE = `<script>alert(1)</script>"'&`

let stage: Stage
let others: OtherSite
const people: Person[] = []

beforeAll(async () => {
  others = await openOtherSite()
  stage = await openStage()
})

beforeEach(() => stage.reset())

afterEach(async () => {
  for (const { context } of people.splice(0)) await context.close()
})

afterAll(async () => {
  await stage?.close()
  await others?.close()
})

async function newPerson(): Promise<Person> {
  const person = await createPerson(stage)
  people.push(person)
  return person
}

/** What the browser really sent, cookies and all; the last request to this path. */
function headersOf(requests: readonly Request[], path: string): Promise<Record<string, string>> {
  const last = requests.filter((request) => new URL(request.url()).pathname === path).at(-1)
  if (last === undefined) throw new Error(`Cannot find a request to ${path}: the browser sent none`)
  return last.allHeaders()
}

describe('the browser', () => {
  test('is a real one with its security on: no page reads another origin', async () => {
    const { page } = await (await newPerson()).openTab()
    for (const from of [others.otherPort, others.otherHost]) {
      await page.goto(from)
      for (const target of [`${stage.sandbox}/sandbox/accounts`, `${stage.worker}/healthz`]) {
        expect(await read(page, target)).toBe('TypeError')
        // It is there, and was sent: only reading it is forbidden.
        expect(await read(page, target, 'no-cors')).toBe('opaque 0')
      }
      expect(await read(page, from)).toBe('basic 200')
    }
  })

  test('lets no page reach into a frame of another origin', async () => {
    const { page } = await (await newPerson()).openTab()
    await page.goto(others.otherPort)
    for (const [src, readable] of [
      [others.otherPort, true],
      [others.otherHost, false],
    ] as const) {
      await fill(page, `<iframe src="${src}"></iframe>`)
      await page.frameLocator('iframe').getByRole('heading', { name: 'Another site' }).waitFor()
      expect(await page.evaluate(() => document.querySelector('iframe')?.contentDocument !== null)).toBe(readable)
    }
  })
})

describe('the pages', () => {
  test('show a hostile calendar name as it is, and run nothing of it (T14)', async () => {
    const person = await newPerson()
    const tab = await person.openTab()
    await tab.signIn('de', 'google')
    const row = tab.page.getByRole('listitem').filter({ hasText: 'alert(1)' })
    expect(await row.innerText()).toContain(HOSTILE)
    await tab.tick([HOSTILE])
    await tab.ask()
    expect(await row.innerText()).toContain(HOSTILE)
    await tab.tick([HOSTILE])
    await tab.press('Accept selected')
    await tab.sees(HEADINGS.granted)
    expect(await tab.calendars()).toEqual([`${HOSTILE}: full access`])
    expect(await tab.page.locator('main script').count()).toBe(0)
    expect(person.faults).toEqual([])
  })

  test('hold no inline code, break no policy, and tell nobody who came or from where (T8, T14)', async () => {
    const person = await newPerson()
    const tab = await person.openTab()
    const walked = await walkEveryPage(tab, async () => {
      const at = tab.page.url()
      expect(await inlineCode(tab.page), at).toEqual([])
      // The stylesheet came, so the policy lets pass what it should.
      expect(await tab.page.evaluate(() => getComputedStyle(document.body).margin), at).toBe('0px')
      expect(await tab.page.evaluate(() => document.cookie), at).toBe('')
    })
    expect(walked).toEqual(Object.values(HEADINGS))
    expect(person.faults).toEqual([])

    const origins = person.requests.map((request) => new URL(request.url()).origin)
    expect(new Set(origins)).toEqual(new Set([stage.sandbox, stage.worker, new URL(others.otherPort).origin]))
    const types = person.requests.map((request) => request.resourceType())
    expect(new Set(types)).toEqual(new Set(['document', 'stylesheet']))
    for (const request of person.requests) {
      const { referer } = await request.allHeaders()
      // Empty where a page with `no-referrer` asks: nobody is told.
      if (referer === undefined || referer === '' || referer === others.otherPort) continue
      expect(new URL(referer).origin, request.url()).toBe(new URL(request.url()).origin)
    }
  })

  test('keep the session where no script finds it (T8)', async () => {
    const person = await newPerson()
    const tab = await person.openTab()
    await tab.signIn('de', 'apple')
    expect(await tab.page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
      '',
      0,
      0,
    ])
    // The cookie of the attempt is gone, too.
    const cookies = await person.context.cookies(stage.worker)
    const attributes = { httpOnly: true, sameSite: 'Lax', path: '/' }
    expect(cookies).toEqual([
      expect.objectContaining({ name: 'session', ...attributes }),
      expect.objectContaining({ name: 'data-center', value: 'de', ...attributes }),
    ])
  })

  test('are shown in no frame of another origin (T14)', async () => {
    const tab = await (await newPerson()).openTab()
    await tab.signIn('de', 'apple')
    await tab.ask()
    const accessPage = tab.page.url()
    await tab.page.goto(stage.returnAddress())
    await tab.sees(HEADINGS.unconfirmed)
    const outcome = tab.page.url()

    for (const from of [others.otherPort, others.otherHost]) {
      await tab.page.goto(from)
      for (const path of ['/', '/calendars', '/nowhere', '/healthz', outcome, accessPage]) {
        const { href } = new URL(path, stage.worker)
        expect(await framed(tab.page, href), href).toBe('refused')
      }
      expect(await framed(tab.page, others.otherPort)).toBe('shown')
      expect(await framed(tab.page, others.otherHost)).toBe('shown')
    }
  })
})

describe.each([
  ['another site', 'otherHost', 'cross-site'],
  ['another port of the same host', 'otherPort', 'same-site'],
] as const)('a post from %s', (_, from, site) => {
  /** A form of theirs, sent by a click, at the top level. */
  async function post(tab: Tab, action: string, fields: Record<string, string>, head = ''): Promise<number> {
    await tab.page.goto(others[from])
    const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`)
    await fill(tab.page, `${head}<form method="post" action="${action}">${inputs.join('')}<button>Win</button></form>`)
    const answered = tab.page.waitForResponse(action)
    await tab.press('Win')
    return (await answered).status()
  }

  test.each([
    ['a form', ''],
    ['a form that hides its origin', '<meta name="referrer" content="no-referrer">'],
  ])('starts nothing: %s (T16)', async (_, head) => {
    const person = await newPerson()
    const tab = await person.openTab()
    await tab.signIn('sg', 'enterprise')
    const books = await stage.books('sg', 'enterprise')
    const calls = await stage.calls()
    const start = `${stage.worker}/connect/permissions/start`
    const fields = { calendar_id: 'cal_sg_enterprise1_work', return_to: '/outcome' }

    expect(await post(tab, start, fields, head)).toBe(403)
    await tab.sees(HEADINGS.notFromHere)
    const sent = await headersOf(person.requests, '/connect/permissions/start')
    expect(sent['sec-fetch-site']).toBe(site)
    // Within the site the session comes along: there only the check of `Sec-Fetch-Site` stands between.
    expect('cookie' in sent).toBe(site === 'same-site')
    expect(await stage.calls()).toEqual(calls)
    expect(await stage.books('sg', 'enterprise')).toEqual(books)
    expect(Object.values(books)).not.toContain('unrestricted')

    // The same form on our own page does start.
    await tab.page.goto(`${stage.worker}/calendars`)
    await tab.press('Ask for full access')
    await tab.sees(HEADINGS.granted)
  })

  test('starts nothing: a script (T16)', async () => {
    const person = await newPerson()
    const { page, signIn } = await person.openTab()
    await signIn('sg', 'enterprise')
    const calls = await stage.calls()
    await page.goto(others[from])
    person.requests.length = 0
    const start = `${stage.worker}/connect/permissions/start`
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      expect(await send(page, start, { type, mode: 'no-cors' })).toBe('opaque')
      const sent = await headersOf(person.requests, '/connect/permissions/start')
      expect(sent['content-type']).toBe(type)
    }
    const statuses = await Promise.all(person.requests.map(async (request) => (await request.response())?.status()))
    expect(statuses).toEqual([403, 403, 403])
    // JSON has to be asked for first, and the worker does not allow it.
    expect(await send(page, start, { type: 'application/json', mode: 'cors' })).toBe('TypeError')
    expect(await stage.calls()).toEqual(calls)
    expect(Object.values(await stage.books('sg', 'enterprise'))).not.toContain('unrestricted')
  })

  test('signs nobody out (T16)', async () => {
    const tab = await (await newPerson()).openTab()
    await tab.signIn('de', 'apple')
    const calls = await stage.calls()
    expect(await post(tab, `${stage.worker}/sign-out`, {})).toBe(403)
    await tab.sees(HEADINGS.notFromHere)
    expect(await stage.calls()).toEqual(calls)
    await tab.page.goto(`${stage.worker}/calendars`)
    await tab.sees(HEADINGS.choose)
  })
})

describe('a made-up return', () => {
  test('shows no outcome that the calendars do not have (T5)', async () => {
    const tab = await (await newPerson()).openTab()
    await tab.signIn('de', 'apple')
    await tab.ask()
    const returnAddress = stage.returnAddress()
    await tab.page.goto(`${returnAddress}&permission_status=granted`)
    await tab.sees(HEADINGS.unconfirmed)
    expect(await tab.calendars()).toEqual(['Work: own events only', 'Home: own events only'])
  })

  test('with a refusal, after the acceptance, shows what is granted (T5)', async () => {
    const tab = await (await newPerson()).openTab()
    await tab.signIn('de', 'apple')
    await tab.ask()
    await tab.press('Accept all')
    await tab.sees(HEADINGS.granted)
    await tab.page.goto(`${stage.returnAddress()}&error=access_denied`)
    await tab.sees(HEADINGS.granted)
  })

  test("in somebody else's browser shows nothing of it (T2)", async () => {
    const tab = await (await newPerson()).openTab()
    await tab.signIn('de', 'apple')
    await tab.ask()
    const stranger = await (await newPerson()).openTab()
    await stranger.page.goto(stage.returnAddress())
    await stranger.sees(HEADINGS.notSignedIn)
    await stranger.signIn('de', 'microsoft')
    const calls = await stage.calls()
    await stranger.page.goto(stage.returnAddress())
    await stranger.sees(HEADINGS.somebodyElse)
    expect(await stage.calls()).toEqual(calls)
  })
})

/** Visits every page there is, in the order of {@link HEADINGS}, and looks at each; gives the headings it met. */
async function walkEveryPage(tab: Tab, look: () => Promise<void>): Promise<string[]> {
  const met: string[] = []
  const meet = async (heading: string) => {
    await tab.sees(heading)
    met.push(heading)
    await look()
  }
  const { page } = tab
  const asked = async () => {
    await page.goto(`${stage.worker}/calendars`)
    await tab.ask()
  }

  await page.goto(stage.worker)
  await meet(HEADINGS.home)
  await page.getByRole('link', { name: 'Germany' }).click()
  await meet(HEADINGS.authorize)
  await page.getByRole('button', { name: /^google / }).click()
  await meet(HEADINGS.choose)
  await tab.tick([HOSTILE, 'Home'])
  await tab.ask()
  await meet(HEADINGS.access)
  const accessPage = page.url()
  await tab.press('Accept all')
  await meet(HEADINGS.granted)
  await asked()
  await tab.tick(['Choir'])
  await tab.press('Accept selected')
  await meet(HEADINGS.partial)
  await asked()
  await tab.press('Reject')
  await meet(HEADINGS.rejected)
  await asked()
  const returnAddress = stage.returnAddress()
  await page.goto(returnAddress)
  await meet(HEADINGS.unconfirmed)
  await tab.press('Sign out')
  await meet(HEADINGS.signedOut)
  await page.goto(`${stage.worker}/calendars`)
  await meet(HEADINGS.notSignedIn)
  await page.goto(`${stage.worker}/connect/de`)
  await tab.press('Refuse')
  await meet(HEADINGS.notConnected)
  await tab.signIn('de', 'apple')
  await page.goto(returnAddress)
  await meet(HEADINGS.somebodyElse)
  await page.goto(others.otherPort)
  await fill(page, `<form method="post" action="${stage.worker}/sign-out"><button>Win</button></form>`)
  await tab.press('Win')
  await meet(HEADINGS.notFromHere)
  await page.goto(accessPage)
  await meet(HEADINGS.over)
  return met
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
function read(page: Page, url: string, mode: RequestMode = 'cors'): Promise<string> {
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
function send(page: Page, url: string, options: { type: string; mode: RequestMode }): Promise<string> {
  return page.evaluate(
    ([url, { type, mode }]) =>
      fetch(url, { method: 'POST', mode, credentials: 'include', body: new Blob(['{}'], { type }) }).then(
        (response) => response.type,
        (error: Error) => error.name,
      ),
    [url, options] as const,
  )
}

/** Whether a page shows another one in a frame. */
async function framed(page: Page, src: string): Promise<'shown' | 'refused'> {
  await fill(page, '')
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
async function fill(page: Page, body: string): Promise<void> {
  await page.setContent(`<!doctype html><title>Another site</title>${body}`)
}

import { describe, expect, test } from 'vitest'
import { API_KEY, CREDENTIALS, createServiceTestEnv, RETURN_TO } from '../../helpers/service-test-env.ts'
import { jsonResponse } from '../../helpers/stub-fetch.ts'
import type { PageView, TestBrowser } from '../../helpers/test-browser.ts'
import { listField, SANDBOX, WORKER } from '../../helpers/test-env.ts'

type TestEnv = ReturnType<typeof createServiceTestEnv>

const BEGIN = '/permission-requests'
const ACCESS_PAGE = /^http:\/\/127\.0\.0\.1:4010\/de\/permissions\//

async function createLink(testEnv: TestEnv, account: object, overrides: object = {}): Promise<string> {
  const { json } = await testEnv.post(BEGIN, { ...account, choose_calendars: true, ...overrides })
  return (json['redirect'] as { url: string }).url
}

/** A browser on the page to choose calendars. */
async function opened(testEnv: TestEnv, name = 'apple', overrides: object = {}) {
  const account = await testEnv.account(name)
  const browser = testEnv.newBrowser()
  return { account, browser, page: await browser.get(await createLink(testEnv, account, overrides)) }
}

function choose(browser: TestBrowser, page: PageView, ids: readonly string[], headers?: Record<string, string>) {
  const fields: [string, string][] = [
    ...ids.map((id): [string, string] => ['calendar_id', id]),
    ['list', listField(page.text)],
  ]
  return browser.post(`${page.url.origin}${page.url.pathname}/start`, fields, headers)
}

const posts = ({ calls }: TestEnv) => calls.filter(({ method }) => method === 'POST')

describe('POST /permission-requests with choose_calendars', () => {
  test('returns a link for five minutes, and sends nothing', async () => {
    const testEnv = createServiceTestEnv()
    const { json } = await testEnv.post(BEGIN, { ...(await testEnv.account('apple')), choose_calendars: true })
    expect(json).toEqual({
      status: 'redirect',
      redirect: {
        url: expect.stringMatching(/^http:\/\/localhost:8787\/permission-requests\/choose\?link=[\w.-]+$/),
        expires_at: new Date(testEnv.clock.now() + 300_000).toISOString(),
      },
    })
    expect(testEnv.calls).toEqual([])
  })

  test.each([
    ['calendar_ids', { calendar_ids: ['cal_de_apple1_work'] }],
    ['all_calendars', { all_calendars: true }],
    ['both', { calendar_ids: ['cal_de_apple1_work'], all_calendars: true }],
  ])('is invalid_selection beside %s (T23)', async (_, selection) => {
    const testEnv = createServiceTestEnv()
    const body = { ...(await testEnv.account('enterprise')), choose_calendars: true, ...selection }
    expect((await testEnv.post(BEGIN, body)).json).toMatchObject({ status: 422, code: 'invalid_selection' })
    expect(testEnv.calls).toEqual([])
  })

  test('is 422 for a token that does not fit into the link', async () => {
    const testEnv = createServiceTestEnv()
    const account = { ...(await testEnv.account('apple')), access_token: 'x'.repeat(513) }
    const { json } = await testEnv.post(BEGIN, { ...account, choose_calendars: true })
    expect(json['errors']).toEqual({ access_token: ['must have at most 512 characters with choose_calendars'] })
  })

  test('is 409 for a token that has expired, as if Cronofy had rejected it', async () => {
    const testEnv = createServiceTestEnv()
    const expired = new Date(testEnv.clock.now()).toISOString()
    const body = { ...(await testEnv.account('apple')), choose_calendars: true, access_token_expires_at: expired }
    expect((await testEnv.post(BEGIN, body)).json).toMatchObject({ status: 409, code: 'account_token_rejected' })
  })

  test('is 422 for access_token_expires_at without it', async () => {
    const testEnv = createServiceTestEnv()
    const times = { access_token_expires_at: '2030-01-01T00:00:00Z' }
    const { json } = await testEnv.begin({ ...(await testEnv.account('apple')), ...times })
    expect(json['errors']).toEqual({ access_token_expires_at: ['has no effect without choose_calendars'] })
  })

  test('is 422 for input that no cookie holds (T7)', async () => {
    const testEnv = createServiceTestEnv()
    const account = { ...(await testEnv.account('apple')), subject: '\u0001'.repeat(128) }
    const body = { ...account, choose_calendars: true, return_to: `${RETURN_TO}?${'x'.repeat(2000)}` }
    const { json } = await testEnv.post(BEGIN, body)
    expect(json).toMatchObject({ status: 422, errors: { return_to: [expect.stringContaining('too long')] } })
  })

  test('accepts the longest input that it allows, and its page opens (T7, T32)', async () => {
    const testEnv = createServiceTestEnv({ intercept: () => jsonResponse({ calendars: [{ calendar_id: 'cal_1' }] }) })
    const account = { data_center: 'de', subject: 'ü'.repeat(64), access_token: 'x'.repeat(512) }
    const url = await createLink(testEnv, account)
    expect(url.length).toBeLessThanOrEqual(2000)
    expect(url).not.toContain('--')
    expect((await testEnv.newBrowser().get(url)).status).toBe(200)
    const long = await createLink(testEnv, account, {
      return_to: `${RETURN_TO}?${'x'.repeat(2048 - RETURN_TO.length - 1)}`,
    })
    expect((await testEnv.newBrowser().get(long)).status).toBe(200)
  })
})

describe('the page', () => {
  test('lists the calendars, and its URL holds neither the token nor the seal', async () => {
    const testEnv = createServiceTestEnv()
    const { page, browser } = await opened(testEnv)
    expect(page.status).toBe(200)
    expect(page.url.href).toMatch(/^http:\/\/localhost:8787\/permission-requests\/choose\/[0-9a-f-]{36}$/)
    expect(page.text).toContain('Work')
    expect(page.text).toContain('cy@home.example')
    expect(page.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${SANDBOX} https://app.example.com`,
    )
    const [cookie] = [...browser.cookies(WORKER).keys()]
    expect(cookie).toBe(`port-8787-choose-${page.url.pathname.split('/').at(-1)}`)
  })

  test('sends the user to Cronofy, and back to the backend with the request', async () => {
    const testEnv = createServiceTestEnv()
    const { account, browser, page } = await opened(testEnv, 'apple', { return_to: `${RETURN_TO}/tab?x=1` })
    const access = await choose(browser, page, ['cal_de_apple1_home'])
    expect(access.url.href).toMatch(ACCESS_PAGE)
    const end = await browser.post(access.url.href, { decision: 'accept-all' })
    expect(end.url.origin + end.url.pathname).toBe(`${RETURN_TO}/tab`)
    expect([...end.url.searchParams.keys()]).toEqual(['x', 'sealed_request'])
    const { json } = await testEnv.post('/permission-requests/complete', {
      ...account,
      sealed_request: end.url.searchParams.get('sealed_request'),
    })
    expect(json).toMatchObject({ status: 'granted', calendars: [{ calendar_id: 'cal_de_apple1_home', granted: true }] })
  })

  test('says of a refusal what the return says, and the choice can be made again', async () => {
    const testEnv = createServiceTestEnv()
    const { browser, page } = await opened(testEnv)
    const access = await choose(browser, page, ['cal_de_apple1_home'])
    const end = await browser.post(access.url.href, { decision: 'reject' })
    expect(end.url.searchParams.get('permission_error')).toBe('access_denied')
    expect((await choose(browser, page, ['cal_de_apple1_work'])).url.href).toMatch(ACCESS_PAGE)
  })

  test('ends at once for an Enterprise Connect account: complete verifies', async () => {
    const testEnv = createServiceTestEnv()
    const { account, browser, page } = await opened(testEnv, 'enterprise')
    const end = await choose(browser, page, ['cal_de_enterprise1_work'])
    expect(end.url.origin + end.url.pathname).toBe(RETURN_TO)
    const sealed = end.url.searchParams.get('sealed_request')
    const { json } = await testEnv.post('/permission-requests/complete', { ...account, sealed_request: sealed })
    expect(json).toMatchObject({ status: 'granted', calendars: [{ calendar_id: 'cal_de_enterprise1_work' }] })
    expect(browser.cookies(WORKER).size).toBe(0)
  })

  test('ends at once where every calendar is unrestricted, and requests nothing', async () => {
    const calendars = ['cal_1', 'cal_2'].map((id) => ({ calendar_id: id, permission_level: 'unrestricted' }))
    const testEnv = createServiceTestEnv({ intercept: () => jsonResponse({ calendars }) })
    const { account, page } = await opened(testEnv)
    expect(page.url.origin + page.url.pathname).toBe(RETURN_TO)
    const sealed = page.url.searchParams.get('sealed_request')
    const { json } = await testEnv.post('/permission-requests/complete', { ...account, sealed_request: sealed })
    expect(json).toMatchObject({ status: 'granted', calendars: [{ calendar_id: 'cal_1' }, { calendar_id: 'cal_2' }] })
    expect(posts(testEnv)).toEqual([])
  })

  test('can be canceled, which forgets the token', async () => {
    const testEnv = createServiceTestEnv()
    const { browser, page } = await opened(testEnv)
    expect(page.text).toContain(`formaction="${page.url.pathname}/cancel"`)
    const end = await browser.post(`${page.url.href}/cancel`, {})
    expect(end.url.href).toBe(`${RETURN_TO}?permission_error=canceled`)
    expect(browser.cookies(WORKER).size).toBe(0)
    expect(posts(testEnv)).toEqual([])
  })

  test.each(['the page is opened', 'calendars are requested'])(
    'ends with account_token_rejected if Cronofy rejects the token when %s',
    async (when) => {
      let rejects = when === 'the page is opened'
      const reject = () => (rejects ? new Response(null, { status: 401 }) : undefined)
      const testEnv = createServiceTestEnv({ intercept: reject })
      const { browser, page } = await opened(testEnv)
      rejects = true
      const end = page.url.origin === WORKER ? await choose(browser, page, ['cal_de_apple1_home']) : page
      expect(end.url.href).toBe(`${RETURN_TO}?permission_error=account_token_rejected`)
      expect(browser.cookies(WORKER).size).toBe(0)
      expect(testEnv.parsedLog().at(-1)).toMatchObject({ error: 'account_token_rejected' })
    },
  )

  test('keeps the filter and the selection', async () => {
    const testEnv = createServiceTestEnv()
    const { browser, page } = await opened(testEnv, 'many-calendars')
    const [, first = '', second = ''] =
      /name="calendar_id"\s+value="([^"]+)"[\s\S]*?name="calendar_id"\s+value="([^"]+)"/.exec(page.text) ?? []
    const filtered = await browser.post(page.url.href, [
      ['calendar_id', first],
      ['calendar_id', second],
      ['list', listField(page.text)],
      ['filter', 'nothing matches this'],
      ['list_action', 'filter'],
    ])
    expect(filtered.url.pathname).toBe(page.url.pathname)
    expect(filtered.text).toContain(`<input type="hidden" name="calendar_id" value="${first}">`)
    expect(filtered.text).toContain(`<input type="hidden" name="calendar_id" value="${second}">`)
  })

  test('says that there is no calendar, and offers a way back', async () => {
    const testEnv = createServiceTestEnv()
    const { page } = await opened(testEnv, 'no-calendars')
    expect(page.status).toBe(200)
    expect(page.text).toContain('no calendars')
    expect(page.text).toContain('/cancel"')
  })

  test('says that no calendar was selected, and leads back to the list', async () => {
    const testEnv = createServiceTestEnv()
    const { browser, page } = await opened(testEnv)
    const error = await choose(browser, page, [])
    expect(error.status).toBe(422)
    expect(error.text).toContain(`href="${page.url.pathname}?selected=none"`)
    expect(posts(testEnv)).toEqual([])
  })

  test.each([
    ['no-plan', 409, 'plan_required'],
    ['narrow-scope', 409, 'account_scope_insufficient'],
    ['locked', 409, 'account_locked'],
  ])('shows why %s fails, and leads back to the backend', async (name, status, code) => {
    const testEnv = createServiceTestEnv()
    const { browser, page } = await opened(testEnv, name)
    const ids = [...page.text.matchAll(/name="calendar_id"\s+value="([^"]+)"/g)].map(([, id = '']) => id)
    const error = page.status === 200 ? await choose(browser, page, ids) : page
    expect(error.status).toBe(status)
    expect(error.text).toContain(code)
    // The backend learns why.
    expect(error.text).toContain(`href="${RETURN_TO}?permission_error=${code}"`)
    expect(error.text.includes('Try again')).toBe(code === 'account_locked')
  })

  test('is in the language of the browser, with the brand, which leads nowhere', async () => {
    const testEnv = createServiceTestEnv({ overrides: { BRAND_NAME: 'Acme Scheduling' } })
    const { page } = await opened(testEnv)
    expect(page.text).toContain('Acme Scheduling')
    const german = await testEnv.worker.request(page.url.href, { headers: { 'accept-language': 'de' } })
    expect(await german.text()).toContain('lang="de"')
  })
})

describe('a link in the wrong hands (T35)', () => {
  test('opens for five minutes (T35)', async () => {
    const testEnv = createServiceTestEnv()
    const url = await createLink(testEnv, await testEnv.account('apple'), { return_to: `${RETURN_TO}/tab` })
    testEnv.clock.advance(299_000)
    expect((await testEnv.newBrowser().get(url)).status).toBe(200)
    testEnv.clock.advance(1000)
    const page = await testEnv.newBrowser().get(url)
    expect(page.status).toBe(410)
    expect(page.text).toContain(`href="${RETURN_TO}/tab?permission_error=expired_link"`)
    expect(page.headers.get('set-cookie')).toBeNull()
  })

  test.each([
    ['HEAD', { method: 'HEAD' }],
    ['prefetch', { headers: { 'sec-purpose': 'prefetch' } }],
    ['a preview', { headers: { 'x-purpose': 'preview' } }],
  ])('does nothing for %s (T28)', async (_, init) => {
    const testEnv = createServiceTestEnv()
    const { page } = await opened(testEnv)
    const before = testEnv.calls.length
    const link = await createLink(testEnv, await testEnv.account('apple'))
    for (const url of [link, page.url.href]) {
      const response = await testEnv.worker.request(url, init)
      expect(response.status).toBe(204)
      expect(response.headers.get('set-cookie')).toBeNull()
    }
    expect(testEnv.calls).toHaveLength(before)
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another port', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
    ['nobody knows where', { 'sec-fetch-site': '', origin: 'null' }],
  ])('accepts no post from %s (T16, T35)', async (_, headers) => {
    const testEnv = createServiceTestEnv()
    const { browser, page } = await opened(testEnv, 'enterprise')
    for (const path of ['', '/start', '/cancel']) {
      const fields = { calendar_id: 'cal_de_enterprise1_work' }
      const response = await testEnv.worker.request(page.url.href + path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { ...headers, cookie: [...browser.cookies(WORKER)].map((pair) => pair.join('=')).join('; ') },
      })
      expect(response.status).toBe(403)
    }
    expect(posts(testEnv)).toEqual([])
  })

  test('opens only in the browser that opened the link (T35)', async () => {
    const testEnv = createServiceTestEnv()
    const { page } = await opened(testEnv)
    const other = await testEnv.newBrowser().get(page.url.href)
    expect(other.status).toBe(410)
    const start = await testEnv.newBrowser().post(`${page.url.href}/start`, { calendar_id: 'cal_de_apple1_home' })
    expect(start.status).toBe(410)
    expect(posts(testEnv)).toEqual([])
  })

  test('works until the token ends, and at most for an hour', async () => {
    const testEnv = createServiceTestEnv()
    const soon = new Date(testEnv.clock.now() + 60_000).toISOString()
    const { browser, page } = await opened(testEnv, 'apple', { access_token_expires_at: soon })
    const later = await opened(testEnv, 'apple', { access_token_expires_at: '2030-01-01T00:00:00+02:00' })
    testEnv.clock.advance(60_000)
    const ended = `${RETURN_TO}?permission_error=account_token_rejected`
    expect((await browser.get(page.url.href)).url.href).toBe(ended)
    expect((await later.browser.get(later.page.url.href)).status).toBe(200)
    testEnv.clock.advance(3_540_000)
    const start = await later.browser.post(`${later.page.url.href}/start`, { calendar_id: 'cal_de_apple1_home' })
    expect(start.url.href).toBe(ended)
    expect(posts(testEnv)).toEqual([])
  })

  test('leads back where the token ends before the link does', async () => {
    const testEnv = createServiceTestEnv()
    const soon = new Date(testEnv.clock.now() + 60_000).toISOString()
    const account = await testEnv.account('apple')
    const body = { ...account, choose_calendars: true, access_token_expires_at: soon }
    const { url, expires_at: expiresAt } = (await testEnv.post(BEGIN, body)).json['redirect'] as Record<string, string>
    expect(expiresAt).toBe(soon)
    testEnv.clock.advance(60_000)
    const page = await testEnv.newBrowser().get(url ?? '')
    expect(page.url.href).toBe(`${RETURN_TO}?permission_error=account_token_rejected`)
  })

  test('keeps five choices in five tabs, and drops the oldest (T4, T35)', async () => {
    const testEnv = createServiceTestEnv()
    const account = await testEnv.account('apple')
    const browser = testEnv.newBrowser()
    const urls: string[] = []
    for (let tab = 0; tab < 6; tab++) urls.push((await browser.get(await createLink(testEnv, account))).url.href)
    expect(browser.cookies(WORKER).size).toBe(5)
    const statuses = []
    for (const url of urls) statuses.push((await browser.get(url)).status)
    expect(statuses).toEqual([410, 200, 200, 200, 200, 200])
  })

  test.each(['/nonsense', '/..', `/${'x'.repeat(5000)}`, '/00000000-0000-0000-0000-000000000000'])(
    'is closed at %.30s',
    async (path) => {
      const { worker } = createServiceTestEnv()
      const response = await worker.request(`${WORKER}/permission-requests/choose${path}`)
      expect([404, 410]).toContain(response.status)
      expect(response.headers.get('location')).toBeNull()
    },
  )

  test.each(['GET', 'PUT'])('%s of a step is 405, with Allow', async (method) => {
    const { worker } = createServiceTestEnv()
    const id = crypto.randomUUID()
    for (const step of ['start', 'cancel']) {
      const response = await worker.request(`${WORKER}/permission-requests/choose/${id}/${step}`, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
      expect(await response.text()).toContain(`href="${RETURN_TO}?permission_error=method_not_allowed"`)
    }
  })

  test('no browser sees the token, and no log (T8)', async () => {
    const testEnv = createServiceTestEnv({ overrides: CREDENTIALS })
    const { account, browser, page } = await opened(testEnv)
    await choose(browser, page, ['cal_de_apple1_home'])
    const seen = browser.responseLog.filter((text) => !text.startsWith(SANDBOX)).join('\n')
    for (const secret of [account.access_token, API_KEY]) {
      expect(seen).not.toContain(secret)
      expect(testEnv.logLines.join('\n')).not.toContain(secret)
    }
    expect(testEnv.logLines.join('\n')).not.toContain('eyJ')
  })
})

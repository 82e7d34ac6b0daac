import { describe, expect, test } from 'vitest'
import { DATA_CENTER_IDS } from '../../../src/index.ts'
import { createRecordingWorker } from '../../helpers/recording-worker.ts'
import { createTestEnv, offeredCalendars, SANDBOX, selectedCalendars, WORKER } from '../../helpers/test-env.ts'

const TITLES = {
  granted: 'Full access granted',
  partial: 'Full access to some calendars',
  rejected: 'Full access not granted',
  unconfirmed: 'We can’t confirm access yet',
}

describe('the connect app shows the outcome when the user', () => {
  test.each(DATA_CENTER_IDS)('accepts all calendars in data center %s', async (dataCenter) => {
    const testEnv = createTestEnv()
    const choose = await testEnv.signIn(dataCenter, 'microsoft')
    expect(choose.text).toContain('<h1>Choose calendars</h1>')
    const access = await testEnv.requestAccess(choose)
    expect(access.url.href).toMatch(new RegExp(`^${SANDBOX}/${dataCenter}/permissions/`))
    const outcome = await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
    expect(outcome.url.pathname).toBe('/outcome')
    expect(outcome.text).toContain(TITLES.granted)
    expect(outcome.text.match(/full access<\/span>\s*<\/span>/g)).toHaveLength(4)
  })

  test('accepts some calendars', async () => {
    const testEnv = createTestEnv()
    const choose = await testEnv.signIn('de', 'apple')
    const access = await testEnv.requestAccess(choose)
    const outcome = await testEnv.browser.post(access.url.href, {
      decision: 'accept-selected',
      calendar_id: 'cal_de_apple1_work',
    })
    expect(outcome.text).toContain(TITLES.partial)
    expect(outcome.text.match(/full access<\/span>\s*<\/span>/g)).toHaveLength(1)
    expect(outcome.text.match(/only events created by the application<\/span>\s*<\/span>/g)).toHaveLength(1)
  })

  test('rejects', async () => {
    const testEnv = createTestEnv()
    const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    const outcome = await testEnv.browser.post(access.url.href, { decision: 'reject' })
    expect(outcome.text).toContain(TITLES.rejected)
  })

  test('returns without a decision (T5)', async () => {
    const testEnv = createTestEnv()
    await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    const { redirect_uri: returnUrl } = asked(testEnv)
    const outcome = await testEnv.browser.get(returnUrl)
    expect(outcome.text).toContain(TITLES.unconfirmed)
    const claimed = await testEnv.browser.get(`${returnUrl}&error=access_denied`)
    expect(claimed.text).toContain(TITLES.rejected)
  })

  test('accepts and returns with a forged access_denied (T5)', async () => {
    const testEnv = createTestEnv()
    const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    const { redirect_uri: returnUrl } = asked(testEnv)
    await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
    expect((await testEnv.browser.get(`${returnUrl}&error=access_denied`)).text).toContain(TITLES.granted)
  })

  test('has an Enterprise Connect account', async () => {
    const testEnv = createTestEnv()
    const outcome = await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise'))
    expect(testEnv.browser.visitedUrls).toHaveLength(2)
    expect(outcome.url.pathname).toBe('/outcome')
    expect(outcome.text).toContain(TITLES.granted)
  })

  test('has an Enterprise Connect account, and a calendar is deleted meanwhile', async () => {
    let gone = false
    const testEnv = createTestEnv({
      intercept: (request) => {
        if (request.url.endsWith('/v1/permissions')) gone = true
        return gone && request.url.endsWith('/v1/calendars')
          ? Response.json({ calendars: [{ calendar_id: 'cal_sg_enterprise1_work', permission_level: 'unrestricted' }] })
          : undefined
      },
    })
    const outcome = await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise'))
    expect(outcome.url.searchParams.get('permission_status')).toBe('partial')
    expect(outcome.text).toContain(TITLES.partial)
    expect(outcome.text).toContain('Calendars that no longer exist: 1')
  })

  test('reloads the outcome, which is read again', async () => {
    const testEnv = createTestEnv()
    const outcome = await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise'))
    testEnv.providerCalls.length = 0
    expect((await testEnv.browser.get(outcome.url.href)).text).toContain(TITLES.granted)
    expect(testEnv.providerCalls).toEqual(['GET /sg/v1/calendars'])
    testEnv.sandbox.reset()
    expect((await testEnv.browser.get(outcome.url.href)).text).toContain('Your connection has expired')
  })

  test('accepts 250 calendars', async () => {
    const testEnv = createTestEnv()
    const choose = await testEnv.signIn('us', 'many-calendars')
    expect(offeredCalendars(choose.text)).toHaveLength(250)
    const access = await testEnv.requestAccess(choose)
    const outcome = await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
    expect(outcome.text).toContain(TITLES.granted)
    expect(outcome.text.match(/full access<\/span>\s*<\/span>/g)).toHaveLength(250)
  })

  test('takes so long that the token expires', async () => {
    const testEnv = createTestEnv()
    const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    const { redirect_uri: returnUrl } = asked(testEnv)
    await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
    await testEnv.control('clock', { advance_seconds: 4000 })
    expect((await testEnv.browser.get(returnUrl)).text).toContain(TITLES.granted)
    expect(testEnv.providerCalls).toContain('POST /de/oauth/token')
  })
})

test('a flow makes one permission request, one read before it, and one per page after it', async () => {
  const testEnv = createTestEnv()
  const choose = await testEnv.signIn('de', 'apple')
  testEnv.providerCalls.length = 0
  const access = await testEnv.requestAccess(choose)
  expect(testEnv.providerCalls).toEqual(['GET /de/v1/calendars', 'POST /de/v1/permissions'])
  testEnv.providerCalls.length = 0
  await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
  // The return step reads once; the page that shows the outcome reads for itself, so that a reload is true as well.
  expect(testEnv.browser.visitedUrls.map((url) => new URL(url).pathname).slice(1)).toEqual([
    '/connect/permissions/return',
    '/connect/permissions/return',
    '/outcome',
  ])
  expect(testEnv.providerCalls).toEqual(['GET /de/v1/calendars', 'GET /de/v1/calendars'])
})

test('GET /calendars escapes names, omits deleted calendars, and selects none (T14)', async () => {
  const testEnv = createTestEnv()
  const { text } = await testEnv.signIn('de', 'google')
  expect(text).not.toContain('<script>')
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(text).not.toContain('Old project')
  expect(selectedCalendars(text)).toEqual([])
})

test('GET /calendars says so when the account has no calendars', async () => {
  expect((await createTestEnv().signIn('de', 'no-calendars')).text).toContain('Your account has no calendars')
})

test('POST /connect/permissions/start makes no call when no calendar is selected', async () => {
  const testEnv = createTestEnv()
  const choose = await testEnv.signIn('de', 'apple')
  testEnv.providerCalls.length = 0
  const page = await testEnv.requestAccess(choose, [''])
  expect(page.text).toContain('No calendar selected')
  expect(testEnv.providerCalls).toEqual([])
})

test.each([
  ['locked', 'account_locked', 'Your calendar account is locked'],
  ['no-plan', 'plan_required', 'Full access isn’t available for'],
  ['narrow-scope', 'account_scope_insufficient', 'More access is needed to connect'],
  ['enterprise-no-scope', 'account_scope_insufficient', 'More access is needed to connect'],
])(
  'POST /connect/permissions/start renders an error page when the account is %s (%s)',
  async (account, code, title) => {
    const testEnv = createTestEnv()
    const page = await testEnv.requestAccess(await testEnv.signIn('de', account))
    expect(page.url.searchParams.get('permission_error')).toBe(code)
    expect(page.text).toContain(title)
  },
)

describe('GET /connect/callback/{data center}', () => {
  test('responds with 403 when the user refuses', async () => {
    const testEnv = createTestEnv()
    const page = await testEnv.browser.get(`${WORKER}/connect/de`)
    const refused = await testEnv.browser.post(page.url.href, { refuse: 'true' })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('Your calendar isn’t connected')
  })

  test('responds with 400 when the code belongs to another data center (T3)', async () => {
    const testEnv = createTestEnv()
    const page = await testEnv.browser.get(`${WORKER}/connect/de`)
    const callback = await withoutFollowing(testEnv, page.url.href, { account: 'google' })
    testEnv.providerCalls.length = 0
    const swapped = await testEnv.browser.get(callback.replace('/callback/de', '/callback/uk'))
    expect(swapped.status).toBe(400)
    expect(testEnv.providerCalls).toEqual([])
  })

  test('responds with 404 when the data center is unknown', async () => {
    const testEnv = createTestEnv()
    for (const path of ['/connect/eu', '/connect/__proto__', '/connect/callback/eu?state=x&code=y']) {
      expect((await testEnv.browser.get(WORKER + path)).status).toBe(404)
    }
  })

  test('signs in when two tabs have an attempt at once (T4)', async () => {
    const testEnv = createTestEnv()
    const first = await testEnv.browser.get(`${WORKER}/connect/de`)
    const second = await testEnv.browser.get(`${WORKER}/connect/de`)
    expect((await testEnv.browser.post(first.url.href, { account: 'apple' })).text).toContain('Choose calendars')
    expect((await testEnv.browser.post(second.url.href, { account: 'apple' })).text).toContain('Choose calendars')
  })
})

test('GET /connect/permissions/return responds with 403 when another account has signed in (T2, T4)', async () => {
  const testEnv = createTestEnv()
  const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
  await testEnv.signIn('de', 'microsoft')
  testEnv.providerCalls.length = 0
  const page = await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
  expect(page.status).toBe(403)
  expect(page.text).toContain('You’re signed in with a different account')
  expect(testEnv.providerCalls).toEqual([])
})

test('flows in several tabs are independent of each other (T4)', async () => {
  const testEnv = createTestEnv()
  const choose = await testEnv.signIn('de', 'google')
  const tabs = []
  for (const id of ['work', 'home', 'team']) tabs.push(await testEnv.requestAccess(choose, [`cal_de_google1_${id}`]))
  const decisions = ['reject', 'accept-all', 'reject']
  const titles = []
  for (const [index, tab] of tabs.entries()) {
    const outcome = await testEnv.browser.post(tab.url.href, { decision: decisions[index] ?? '' })
    const again = await testEnv.browser.get(outcome.url.href)
    const withoutTime = (text: string) => text.replace(/<time.*<\/time>/, '')
    expect(withoutTime(again.text)).toBe(withoutTime(outcome.text))
    titles.push(/<h1>(.*)<\/h1>/.exec(outcome.text)?.[1])
  }
  expect(titles).toEqual([TITLES.rejected, TITLES.granted, TITLES.rejected])
})

test('GET /outcome shows what the calendars say, not the URL (T5, T17)', async () => {
  const testEnv = createTestEnv()
  await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
  const made = await testEnv.browser.get(`${WORKER}/outcome?permission_status=granted`)
  expect(made.status).toBe(400)
  const { redirect_uri: returnUrl } = asked(testEnv)
  const outcome = await testEnv.browser.get(returnUrl)
  const claimed = await testEnv.browser.get(outcome.url.href.replace('=unconfirmed', '=granted'))
  expect(claimed.url.href).toContain('permission_status=granted')
  expect(claimed.text).toContain(TITLES.unconfirmed)
  // The seal of the return step is of no use at another step (T29).
  const request = new URL(returnUrl).searchParams.get('request')
  expect((await testEnv.browser.get(`${WORKER}/outcome?request=${request}`)).status).toBe(400)
})

test('GET /outcome shows no text of the URL', async () => {
  const testEnv = createTestEnv()
  const page = await testEnv.browser.get(`${WORKER}/outcome?permission_status=error&permission_error=<b>hi</b>`)
  expect(page.text).not.toContain('hi</b>')
  expect(page.text).toContain('Something went wrong')
})

describe('the connect app, when Cronofy', () => {
  test.each([
    ['is down', () => new Response(null, { status: 503 }), 502, 'Cronofy didn’t respond as expected'],
    ['responds with HTML', () => new Response('<html>hello'), 502, 'Cronofy didn’t respond as expected'],
    ['never responds', () => new Promise<Response>(() => {}), 504, 'Cronofy didn’t respond as expected'],
    ['rejects the token', () => new Response(null, { status: 401 }), 500, 'Something went wrong'],
    ['has ended the connection', endedConnection, 401, 'Your connection has expired'],
  ])('%s, renders an error page', async (kind, answer, status, title) => {
    let broken = false
    const testEnv = createTestEnv({ intercept: (request) => (broken ? answer(request) : undefined) })
    await testEnv.signIn('de', 'apple')
    broken = true
    if (kind === 'never responds') testEnv.expireTimeouts()
    const page = await testEnv.browser.get(`${WORKER}/calendars`)
    expect(page.status).toBe(status)
    expect(page.text).toContain(title)
    expect(page.text).toMatch(/href="\/(calendars)?"/)
  })

  test('fails, logs the error without the query', async () => {
    let broken = false
    const testEnv = createTestEnv({ intercept: () => (broken ? new Response(null, { status: 500 }) : undefined) })
    await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    broken = true
    const { redirect_uri: returnUrl } = asked(testEnv)
    await testEnv.browser.get(returnUrl)
    expect(JSON.parse(testEnv.logLines.at(-2) ?? '')).toMatchObject({
      method: 'GET',
      route: '/connect/permissions/return',
      status: 303,
      error: 'provider_unavailable',
      error_detail: 'Cannot GET /v1/calendars in data center "de": the response has status 500. Try again later.',
      provider_calls: 3,
    })
    expect(testEnv.logLines.join()).not.toContain('request=')
  })

  test('fails to exchange the code, renders an error page', async () => {
    const testEnv = createTestEnv({ intercept: () => new Response(null, { status: 500 }) })
    const page = await testEnv.signIn('de', 'apple')
    expect(page.status).toBe(502)
    expect(page.text).toContain('Cronofy didn’t respond as expected')
  })

  test('fails on the return, renders an error page and keeps the grant', async () => {
    let broken = false
    const testEnv = createTestEnv({ intercept: () => (broken ? new Response(null, { status: 500 }) : undefined) })
    const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    const { redirect_uri: returnUrl } = asked(testEnv)
    broken = true
    const page = await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
    expect(page.url.searchParams.get('permission_error')).toBe('provider_unavailable')
    expect(page.text).toContain('Access that you have granted stays as it is.')
    broken = false
    expect((await testEnv.browser.get(returnUrl)).text).toContain(TITLES.granted)
  })
})

test('POST /connect/permissions/start responds with 415 when the body is JSON', async () => {
  const testEnv = createTestEnv()
  await testEnv.signIn('sg', 'enterprise')
  testEnv.providerCalls.length = 0
  const response = await testEnv.worker.request(`${WORKER}/connect/permissions/start`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: WORKER,
      'sec-fetch-site': 'same-origin',
      cookie: [...testEnv.browser.cookies(WORKER)].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    body: '{}',
  })
  expect(response.status).toBe(415)
  expect(await response.text()).toContain('Nothing was changed')
  expect(testEnv.providerCalls).toEqual([])
})

test('the error page says that access may be in force when the read after the request fails', async () => {
  let lastPermissionRequest = false
  const testEnv = createTestEnv({
    intercept: ({ url }) => {
      if (url.endsWith('/v1/permissions')) lastPermissionRequest = true
      return lastPermissionRequest && url.endsWith('/v1/calendars') ? new Response(null, { status: 500 }) : undefined
    },
  })
  const page = await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise'))
  expect(page.url.searchParams.get('permission_error')).toBe('provider_unavailable')
  expect(page.text).toContain('it may already be in effect')
})

test('GET /calendars in two tabs refreshes the token twice, and offers the failed tab to try again (T4, T20)', async () => {
  const testEnv = createTestEnv()
  await testEnv.signIn('de', 'apple')
  await testEnv.control('clock', { advance_seconds: 3600 })
  await testEnv.sandbox.fetch(
    new Request(`${SANDBOX}/sandbox/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ route: 'POST /oauth/token', fault: 'rotate_refresh_token', count: 1 }]),
    }),
  )
  testEnv.providerCalls.length = 0
  const pages = await Promise.all([
    testEnv.browser.get(`${WORKER}/calendars`),
    testEnv.browser.get(`${WORKER}/calendars`),
  ])
  expect(testEnv.providerCalls.filter((call) => call === 'POST /de/oauth/token')).toHaveLength(2)
  const [first, second] = pages.sort((a, b) => a.status - b.status)
  expect([first?.status, second?.status]).toEqual([200, 401])
  expect(second?.text).toContain('Your connection has expired')
  expect(second?.text).toContain('<a href="/calendars">Try again</a>')
  expect((await testEnv.browser.get(`${WORKER}/calendars`)).text).toContain('Choose calendars')
})

test('a session ends exactly 12 hours after sign-in (T6)', async () => {
  for (const [seconds, status] of [
    [43_199, 200],
    [43_200, 401],
  ] as const) {
    const worker = createRecordingWorker()
    const browser = worker.newBrowser()
    const page = await browser.get(`${WORKER}/connect/de`)
    await browser.post(page.url.href, { account: 'apple' })
    worker.clock.advance(seconds * 1000)
    expect((await browser.get(`${WORKER}/calendars`)).status).toBe(status)
  }
})

test('GET /outcome emits no event when it is loaded again', async () => {
  const testEnv = createTestEnv()
  const outcome = await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise'))
  await testEnv.browser.get(outcome.url.href)
  expect(testEnv.events.filter((event) => event.type === 'outcome_verified')).toHaveLength(1)
  expect(testEnv.events.filter((event) => event.type === 'user_returned')).toHaveLength(0)
})

test('GET /connect/{data center} keeps at most five attempt cookies', async () => {
  const testEnv = createTestEnv()
  for (let attempts = 0; attempts < 12; attempts++) await testEnv.browser.get(`${WORKER}/connect/de`)
  expect(testEnv.browser.cookies(WORKER).size).toBe(5)
  expect((await testEnv.signIn('de', 'apple')).text).toContain('Choose calendars')
})

test('the form-action and referrer policies depend on the forms of a page', async () => {
  const testEnv = createTestEnv()
  const home = await testEnv.browser.get(WORKER)
  expect(home.headers.get('referrer-policy')).toBe('no-referrer')
  expect(home.headers.get('content-security-policy')).toContain("form-action 'none'")
  const choose = await testEnv.signIn('de', 'apple')
  expect(choose.headers.get('content-security-policy')).toContain(`form-action 'self' ${SANDBOX}`)
  const signedIn = await testEnv.browser.get(WORKER)
  expect(signedIn.headers.get('referrer-policy')).toBe('same-origin')
  expect(signedIn.headers.get('content-security-policy')).toMatch(/form-action 'self'$/)
})

test('the log line has error_detail only for errors that operators must fix', async () => {
  const testEnv = createTestEnv()
  await testEnv.requestAccess(await testEnv.signIn('de', 'no-plan'))
  expect(testEnv.logLines.filter((line) => line.includes('"error_detail"'))).toMatchObject([
    expect.stringContaining('plan_required'),
  ])
  const quiet = createTestEnv()
  await quiet.browser.get(`${WORKER}/connect/eu`)
  await quiet.browser.get(`${WORKER}/outcome?request=x`)
  expect(quiet.logLines).toHaveLength(2)
  expect(quiet.logLines.join()).not.toContain('"error_detail"')
})

test('no response contains a token, and every page has its security headers (T8, T14)', async () => {
  const testEnv = createTestEnv()
  const choose = await testEnv.signIn('de', 'apple')
  const access = await testEnv.requestAccess(choose)
  await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
  const { requests } = (await testEnv.control('requests')) as { requests: unknown[] }
  expect(requests.length).toBeGreaterThan(0)
  const { access_token: probe } = await testEnv.control('tokens', { account: 'apple', data_center: 'de' })
  const prefix = String(probe).split('_').slice(0, 2).join('_')
  for (const response of testEnv.browser.responseLog) expect(response).not.toContain(`${prefix}_`)
  for (const page of [choose, await testEnv.browser.get(WORKER)]) {
    expect(page.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(page.text).not.toMatch(/<script|<style|style="|onclick=/)
  }
})

/** Rejects the token and the refresh token. */
function endedConnection(request: Request): Response {
  return request.url.endsWith('/oauth/token')
    ? Response.json({ error: 'invalid_grant' }, { status: 400 })
    : new Response(null, { status: 401 })
}

/** The last permission request. */
function asked(testEnv: ReturnType<typeof createTestEnv>): { redirect_uri: string } {
  const sent = testEnv.permissionRequests.at(-1)
  if (sent === undefined) throw new Error('No permission request was sent.')
  return sent
}

/** Posts a form and returns the URL of the redirect without following it. */
async function withoutFollowing(
  testEnv: ReturnType<typeof createTestEnv>,
  url: string,
  fields: Record<string, string>,
): Promise<string> {
  const response = await testEnv.sandbox.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(fields) }))
  return response.headers.get('location') ?? ''
}

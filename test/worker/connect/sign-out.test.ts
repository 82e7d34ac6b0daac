import { describe, expect, test } from 'vitest'
import { cookieName, createTestEnv, WORKER } from '../../helpers/test-env.ts'

const REVOKE = 'POST /de/oauth/token/revoke'

/** A user who is signed in, at a Cronofy that can be broken. */
async function setUp(overrides: Record<string, string> = {}) {
  let broken = false
  const testEnv = createTestEnv({
    overrides,
    intercept: () => (broken ? new Response(null, { status: 503 }) : undefined),
  })
  await testEnv.signIn('de', 'apple')
  testEnv.providerCalls.length = 0
  return {
    ...testEnv,
    hasSession: () => testEnv.browser.cookies(WORKER).has(cookieName('session')),
    breakProvider: (value = true) => {
      broken = value
    },
  }
}

describe.each(['/sign-out', '/disconnect'])('POST %s', (path) => {
  test('responds with 403 and keeps the session when it comes from another site (T16)', async () => {
    const { browser, hasSession, providerCalls } = await setUp()
    const page = await browser.post(WORKER + path, {}, { 'sec-fetch-site': 'cross-site' })
    expect(page.status).toBe(403)
    expect(page.headers.has('clear-site-data')).toBe(false)
    expect([hasSession(), providerCalls]).toEqual([true, []])
  })

  test('clears what the browser has kept, but no cookie of another site', async () => {
    const { browser, hasSession } = await setUp()
    const page = await browser.post(WORKER + path, {})
    expect(page.headers.get('clear-site-data')).toBe('"cache", "storage"')
    expect(hasSession()).toBe(false)
    expect(page.text).not.toContain('/sign-out')
    expect((await browser.get(`${WORKER}/calendars`)).status).toBe(401)
  })

  test('leads to the application when BRAND_URL is set', async () => {
    const { browser } = await setUp({ BRAND_URL: 'https://acme.example/calendar' })
    const { text } = await browser.post(WORKER + path, {})
    expect(text).toContain('<a class="button" href="https://acme.example/calendar">Done</a>')
  })
})

describe('POST /sign-out', () => {
  test('says so when no user is signed in', async () => {
    const { browser, providerCalls } = await setUp()
    browser.cookies(WORKER).set(cookieName('session'), 'of.another..key.x')
    const page = await browser.post(`${WORKER}/sign-out`, {})
    expect(page.text).toContain('You weren’t signed in')
    expect(providerCalls).toEqual([])
  })

  test('forgets this browser, makes no call, and says that the connection stays', async () => {
    const { browser, providerCalls } = await setUp()
    const page = await browser.post(`${WORKER}/sign-out`, {})
    expect(page.text).toContain('<h1>You’re signed out</h1>')
    expect(page.text).toContain('Your calendars stay connected to the application.')
    expect(providerCalls).toEqual([])
  })

  test('has no GET route', async () => {
    const { browser } = await setUp()
    expect((await browser.get(`${WORKER}/signed-out`)).status).toBe(404)
    const page = await browser.get(`${WORKER}/sign-out`)
    expect([page.status, page.headers.get('allow')]).toEqual([405, 'POST'])
    expect(page.text).toContain('href="/calendars"')
  })
})

describe('GET /disconnect', () => {
  test('responds with 401 when no user is signed in', async () => {
    const { newBrowser } = await setUp()
    expect((await newBrowser().get(`${WORKER}/disconnect`)).status).toBe(401)
  })

  test('says what the button does, and does nothing itself', async () => {
    const { browser, providerCalls, hasSession } = await setUp({ BRAND_NAME: 'Acme' })
    const page = await browser.get(`${WORKER}/disconnect`)
    expect(page.text).toContain('<h1>Disconnect your calendars?</h1>')
    expect(page.text).toContain('Acme can no longer see or change your calendars.')
    expect(page.text).toMatch(/<form method="post" action="\/disconnect"><button class="">Disconnect</)
    expect(page.text).toContain('<a href="/calendars">Cancel</a>')
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'")
    expect([providerCalls, hasSession()]).toEqual([[], true])
  })
})

describe('POST /disconnect', () => {
  test('responds with 401 when no user is signed in', async () => {
    const { newBrowser, providerCalls } = await setUp()
    expect((await newBrowser().post(`${WORKER}/disconnect`, {})).status).toBe(401)
    expect(providerCalls).toEqual([])
  })

  test('keeps the session when Cronofy fails, and its button tries again', async () => {
    const { browser, breakProvider, hasSession, logLines, providerCalls } = await setUp()
    breakProvider()
    const page = await browser.post(`${WORKER}/disconnect`, {})
    expect(page.status).toBe(502)
    expect(page.text).toContain('<h1>We couldn’t disconnect your calendars</h1>')
    expect(page.text).toMatch(/<form method="post" action="\/disconnect"><button class="">Try again</)
    expect(page.headers.has('clear-site-data')).toBe(false)
    expect(hasSession()).toBe(true)
    const line = JSON.parse(logLines.at(-1) ?? '')
    expect(line).toMatchObject({ error: 'provider_unavailable', route: '/disconnect' })
    expect(page.text).toContain(`<code class="reference">${line.reference}<`)

    breakProvider(false)
    expect((await browser.post(`${WORKER}/disconnect`, {})).text).toContain('Your calendars are disconnected')
    expect(providerCalls).toEqual([REVOKE, REVOKE])
  })

  test('revokes the authorization and says so', async () => {
    const { browser, providerCalls, hasSession } = await setUp()
    const page = await browser.post(`${WORKER}/disconnect`, {})
    expect(page.text).toContain('<h1>Your calendars are disconnected</h1>')
    expect(providerCalls).toEqual([REVOKE])
    expect(hasSession()).toBe(false)
  })
})

import { describe, expect, test } from 'vitest'
import type { ConnectHooks } from '../../../edge/worker/index.ts'
import { cookieName, createTestEnv, WORKER } from '../../helpers/test-env.ts'

type HookName = keyof ConnectHooks

const NAMES: readonly HookName[] = ['onConnected', 'onTokensRenewed', 'onOutcome', 'onDisconnected']

/** A worker whose hooks note what they receive, and fail while `failing` names them. */
function setUp(overrides: Record<string, string> = {}) {
  const calls: { hook: HookName; path: string; value: Record<string, unknown> }[] = []
  const errors: Error[] = []
  const failing = new Set<HookName>()
  const hookOf = (hook: HookName) => async (c: { req: { path: string } }, value: object) => {
    // The user must not continue before this is done.
    await Promise.resolve()
    calls.push({ hook, path: c.req.path, value: value as Record<string, unknown> })
    if (failing.has(hook)) throw new Error(`the database is down for at_de_${'0a'.repeat(16)}`)
  }
  const hooks = Object.fromEntries(NAMES.map((name) => [name, hookOf(name)])) as ConnectHooks
  const testEnv = createTestEnv({ overrides, ...hooks, onError: (_c, error) => void errors.push(error) })
  return {
    ...testEnv,
    calls,
    errors,
    failing,
    names: () => calls.map(({ hook }) => hook),
    hasSession: () => testEnv.browser.cookies(WORKER).has(cookieName('session')),
    lastLine: () => JSON.parse(testEnv.logLines.at(-1) ?? '') as Record<string, unknown>,
  }
}

/** Where the first link of a page leads. */
const primaryHref = ({ text }: { text: string }) => /<a class="button" href="([^"]*)"/.exec(text)?.[1] ?? ''

const openPrimary = (testEnv: ReturnType<typeof setUp>, page: { text: string }) =>
  testEnv.browser.get(WORKER + primaryHref(page).replaceAll('&amp;', '&'))

describe('a hook that fails', () => {
  test('onConnected() shows a page that says so, and no calendars until it has succeeded', async () => {
    const testEnv = setUp()
    const { calls, failing, browser, hasSession, providerCalls, errors } = testEnv
    failing.add('onConnected')
    const page = await testEnv.signIn('de', 'apple')
    expect(page.status).toBe(500)
    expect(page.text).toContain('<h1>We couldn’t save your connection</h1>')
    expect(primaryHref(page)).toBe('/calendars')
    expect(hasSession()).toBe(true)
    expect(testEnv.lastLine()).toMatchObject({ error: 'on_connected_failed', status: 500 })
    expect(testEnv.lastLine()['error_detail']).toMatch(/^The hook onConnected failed\. .*the database is down for …/)
    expect(errors[0]).toMatchObject({
      code: 'on_connected_failed',
      cause: { message: expect.stringContaining('down') },
    })

    providerCalls.length = 0
    for (const path of ['/calendars', '/outcome?request=x', '/calendars']) await browser.get(WORKER + path)
    expect((await browser.get(`${WORKER}/calendars`)).status).toBe(500)
    expect((await testEnv.requestAccess({ text: '' }, ['cal_de_apple1_work'])).text).toContain('on_connected_failed')
    expect(providerCalls).toEqual([])

    failing.clear()
    const calendars = await openPrimary(testEnv, page)
    expect(calendars.text).toContain('<h1>Choose calendars</h1>')
    expect(calls.at(-1)?.value).toEqual(calls[0]?.value)
    const { length } = calls
    await browser.get(`${WORKER}/calendars`)
    expect(calls).toHaveLength(length)
  })

  test('onTokensRenewed() shows a page that says so, and keeps the new tokens for the next attempt', async () => {
    const testEnv = setUp()
    const { calls, failing, browser } = testEnv
    await testEnv.signIn('de', 'apple')
    await testEnv.control('clock', { advance_seconds: 4000 })
    failing.add('onTokensRenewed')
    const page = await browser.get(`${WORKER}/calendars?selected=none`)
    expect(page.status).toBe(500)
    expect(page.text).toContain('on_tokens_renewed_failed')
    expect(primaryHref(page)).toBe('/calendars?selected=none')
    expect(testEnv.lastLine()).toMatchObject({ error: 'on_tokens_renewed_failed' })

    failing.clear()
    testEnv.providerCalls.length = 0
    expect((await openPrimary(testEnv, page)).text).toContain('<h1>Choose calendars</h1>')
    // The tokens are not refreshed again.
    expect(testEnv.providerCalls).toEqual(['GET /de/v1/calendars'])
    expect(testEnv.names()).toEqual(['onConnected', 'onTokensRenewed', 'onTokensRenewed'])
    expect(calls[2]?.value).toEqual(calls[1]?.value)
  })

  test('onOutcome() shows a page that says so, and trying again reads and reports the outcome again', async () => {
    const testEnv = setUp()
    const { calls, failing, browser, hasSession } = testEnv
    const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    failing.add('onOutcome')
    const page = await browser.post(access.url.href, { decision: 'accept-all' })
    expect(page.status).toBe(500)
    expect(page.text).toContain('<h1>We couldn’t save your choice</h1>')
    expect(page.text).not.toContain('Full access granted')
    expect(hasSession()).toBe(true)
    expect(testEnv.lastLine()).toMatchObject({ error: 'on_outcome_failed', route: '/outcome' })

    failing.clear()
    expect((await openPrimary(testEnv, page)).text).toContain('<h1>Full access granted</h1>')
    const outcomes = calls.filter(({ hook }) => hook === 'onOutcome').map(({ value }) => value['outcome'])
    expect(outcomes).toHaveLength(2)
    expect(outcomes[0]).toMatchObject({
      status: 'granted',
      requestId: (outcomes[1] as { requestId: string }).requestId,
    })
  })

  test('onDisconnected() shows a page that says so, and its button repeats the hook', async () => {
    const testEnv = setUp()
    const { calls, failing, browser, hasSession, providerCalls } = testEnv
    await testEnv.signIn('de', 'apple')
    failing.add('onDisconnected')
    const page = await browser.post(`${WORKER}/disconnect`, {})
    expect(page.status).toBe(500)
    expect(page.text).toContain('<h1>We couldn’t finish disconnecting</h1>')
    expect(page.text).toMatch(/<form method="post" action="\/disconnect"><button class="">Try again</)
    expect(page.headers.has('clear-site-data')).toBe(false)
    expect(hasSession()).toBe(true)
    expect(testEnv.lastLine()).toMatchObject({ error: 'on_disconnected_failed' })

    failing.clear()
    expect((await browser.post(`${WORKER}/disconnect`, {})).text).toContain('Your calendars are disconnected')
    expect(providerCalls.filter((call) => call.endsWith('/revoke'))).toHaveLength(2)
    expect(calls.slice(-2).map(({ value }) => value)).toEqual([calls.at(-1)?.value, calls.at(-1)?.value])
    expect(hasSession()).toBe(false)
  })

  test('onDisconnected() is not called when Cronofy has not revoked the authorization', async () => {
    const names: HookName[] = []
    const testEnv = createTestEnv({
      intercept: ({ url }) => (url.endsWith('/revoke') ? new Response(null, { status: 503 }) : undefined),
      onDisconnected: () => void names.push('onDisconnected'),
    })
    await testEnv.signIn('de', 'apple')
    expect((await testEnv.browser.post(`${WORKER}/disconnect`, {})).status).toBe(502)
    expect(names).toEqual([])
  })
})

test('the hooks receive the account, its tokens, and the outcome, in the order of the flow', async () => {
  const testEnv = setUp()
  const { calls, browser } = testEnv
  const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
  await testEnv.control('clock', { advance_seconds: 4000 })
  await testEnv.browser.get(access.url.href)
  await browser.get(`${testEnv.permissionRequests.at(-1)?.redirect_uri}&error=access_denied`)
  await browser.post(`${WORKER}/disconnect`, {})
  expect(calls.map(({ hook, path }) => `${hook} ${path}`)).toEqual([
    'onConnected /connect/callback/de',
    'onTokensRenewed /connect/permissions/return',
    'onOutcome /outcome',
    'onDisconnected /disconnect',
  ])
  const [connected, renewed, outcome, disconnected] = calls.map(({ value }) => value)
  const account = { sub: connected?.['sub'], dataCenter: 'de' }
  expect(account.sub).toMatch(/^acc_/)
  expect(connected).toEqual({
    ...account,
    tokens: {
      accessToken: expect.stringMatching(/^at_de_/),
      refreshToken: expect.stringMatching(/^rt_de_/),
      expiresAtMs: expect.any(Number),
      scope: 'read_write',
      sub: account.sub,
      profileName: 'cy@home.example',
      providerName: 'apple',
    },
  })
  // A refresh returns neither the account nor the profile. The session knows them.
  expect(renewed).toEqual({
    ...account,
    tokens: {
      accessToken: expect.stringMatching(/^at_de_/),
      refreshToken: expect.stringMatching(/^rt_de_/),
      expiresAtMs: expect.any(Number),
      scope: 'read_write',
      sub: account.sub,
      profileName: 'cy@home.example',
      providerName: undefined,
    },
  })
  expect(renewed?.['tokens']).not.toEqual(connected?.['tokens'])
  expect(outcome).toMatchObject({ ...account, outcome: { status: 'rejected', subject: account.sub } })
  expect(disconnected).toEqual(account)
})

test('onOutcome() receives the outcome of an Enterprise Connect account, and of each later check', async () => {
  const testEnv = setUp()
  const page = await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise'))
  await testEnv.browser.get(page.url.href)
  expect(testEnv.names()).toEqual(['onConnected', 'onOutcome', 'onOutcome'])
})

test('signing out calls no hook', async () => {
  const testEnv = setUp()
  await testEnv.signIn('de', 'apple')
  await testEnv.browser.post(`${WORKER}/sign-out`, {})
  expect(testEnv.names()).toEqual(['onConnected'])
})

test('the session cookie of an undelivered connection has less than 4 kB', async () => {
  const testEnv = createTestEnv({
    onConnected: () => {
      throw new Error('no database')
    },
    intercept: ({ url }) =>
      url.endsWith('/oauth/token')
        ? Response.json({
            access_token: 'a'.repeat(512),
            refresh_token: 'r'.repeat(512),
            token_type: 'bearer',
            expires_in: 3600,
            scope: 'read_write '.repeat(20),
            sub: 'acc_1',
            linking_profile: { provider_name: 'google', profile_name: 'ü'.repeat(300) },
          })
        : undefined,
  })
  expect((await testEnv.signIn('de', 'apple')).text).toContain('on_connected_failed')
  const cookie = testEnv.browser.cookies(WORKER).get(cookieName('session')) ?? ''
  expect(cookie.length).toBeGreaterThan(1000)
  expect(cookie.length).toBeLessThan(4000)
})

import { describe, expect, test } from 'vitest'
import { createRecordingWorker } from '../../helpers/recording-worker.ts'
import type { TestBrowser } from '../../helpers/test-browser.ts'
import { cookieName, SANDBOX, WORKER } from '../../helpers/test-env.ts'

const TOKEN_CALL = 'POST /de/oauth/token'

const SESSION = cookieName('session')
const ATTEMPT_PREFIX = cookieName('sign-in-')

/** A worker, a visitor who has begun to sign in, and the callback that the provider would send them to. */
async function setUp(account = 'apple') {
  const worker = createRecordingWorker()
  const browser = worker.newBrowser()
  const callback = await authorize(worker, browser, account)
  return { worker, browser, callback }
}

async function authorize(worker: ReturnType<typeof createRecordingWorker>, browser: TestBrowser, account: string) {
  const { url } = await browser.get(`${WORKER}/connect/de`)
  const response = await worker.sandbox.fetch(
    new Request(url, { method: 'POST', body: new URLSearchParams({ account }) }),
  )
  return new URL(response.headers.get('location') ?? '')
}

/** The callback with a parameter set, or taken away. */
function changed(callback: URL, name: string, value?: string): string {
  const url = new URL(callback)
  if (value === undefined) url.searchParams.delete(name)
  else url.searchParams.set(name, value)
  return url.href
}

describe("a callback in a victim's browser", () => {
  test("of an attacker's attempt is refused, and asks for no token (T22)", async () => {
    const { worker, callback } = await setUp('google')
    const victim = worker.newBrowser()
    // The victim may be about to sign in, and so has a cookie of an attempt of their own.
    await victim.get(`${WORKER}/connect/de`)
    expect((await victim.get(callback.href)).status).toBe(400)
    expect(victim.cookies(WORKER).has(SESSION)).toBe(false)
    expect(worker.calls).toEqual([])
  })

  test("of the victim's own attempt with the attacker's code signs in to nothing of the victim's (T22)", async () => {
    const { worker, browser, callback } = await setUp('google')
    const victim = worker.newBrowser()
    const own = await authorize(worker, victim, 'apple')
    // The code alone is worth nothing without a state that this browser holds.
    for (const state of [callback.searchParams.get('state') ?? '', 'A'.repeat(43), '']) {
      expect((await victim.get(changed(own, 'state', state))).status).toBe(400)
    }
    expect(worker.calls).toEqual([])
    expect(browser.cookies(WORKER).has(SESSION)).toBe(false)
  })

  test('does not sign the victim out of their own account (T22)', async () => {
    const { worker, callback } = await setUp('google')
    const victim = worker.newBrowser()
    await victim.get((await authorize(worker, victim, 'apple')).href)
    const session = victim.cookies(WORKER).get(SESSION)
    expect((await victim.get(callback.href)).status).toBe(400)
    expect(victim.cookies(WORKER).get(SESSION)).toBe(session)
    expect((await victim.get(`${WORKER}/calendars`)).text).toContain('cy@home.example')
  })
})

describe('the cookie of an attempt', () => {
  const cookieOf = (browser: TestBrowser) =>
    [...browser.cookies(WORKER)].find(([name]) => name.startsWith(ATTEMPT_PREFIX))

  test("is needed: the attacker's, under any name, opens nothing (T22)", async () => {
    const { worker, browser, callback } = await setUp('google')
    const [name = '', value = ''] = cookieOf(browser) ?? []
    const victim = worker.newBrowser()
    const own = await authorize(worker, victim, 'apple')
    const [ownName = ''] = cookieOf(victim) ?? []
    // A sibling host can plant cookies: under the victim's name, the attacker's seal holds another state.
    victim.cookies(WORKER).set(ownName, value)
    expect((await victim.get(own.href)).status).toBe(400)
    expect(worker.calls).toEqual([])
    const part = name.slice(ATTEMPT_PREFIX.length)
    expect([part.length, callback.searchParams.get('state')?.startsWith(part)]).toEqual([16, true])
  })

  test.each([
    ['the code is missing', (callback: URL) => changed(callback, 'code')],
    ['the user refused', (callback: URL) => changed(new URL(changed(callback, 'code')), 'error', 'access_denied')],
  ])('is cleared by the first callback that holds its state: %s (T22)', async (_, visited) => {
    const { worker, browser, callback } = await setUp()
    await browser.get(visited(callback))
    expect(cookieOf(browser)).toBeUndefined()
    worker.calls.length = 0
    expect((await browser.get(callback.href)).status).toBe(400)
    expect(worker.calls).toEqual([])
  })

  test('is kept when Cronofy rejects the code, because another load of the callback may have used it', async () => {
    const { browser, callback } = await setUp()
    expect((await browser.get(changed(callback, 'code', 'made-up'))).status).toBe(401)
    expect((await browser.get(callback.href)).status).toBe(200)
  })

  test('holds the whole state, not only the part that its name has (T22)', async () => {
    const { worker, browser, callback } = await setUp()
    const state = callback.searchParams.get('state') ?? ''
    const other = `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`
    worker.calls.length = 0
    expect((await browser.get(changed(callback, 'state', other))).status).toBe(400)
    expect(worker.calls).toEqual([])
  })

  test('opens for ten minutes, and not a second longer (T6, T22)', async () => {
    for (const [seconds, status] of [
      [599, 200],
      [600, 410],
    ] as const) {
      const { worker, browser, callback } = await setUp()
      worker.clock.advance(seconds * 1000)
      expect((await browser.get(callback.href)).status).toBe(status)
      expect(worker.calls.includes(TOKEN_CALL)).toBe(status === 200)
    }
  })

  test('is no session, and a session is no attempt (T13, T22)', async () => {
    const { worker, browser, callback } = await setUp()
    const [, value = ''] = cookieOf(browser) ?? []
    const stranger = worker.newBrowser()
    stranger.cookies(WORKER).set(SESSION, value)
    expect((await stranger.get(`${WORKER}/calendars`)).status).toBe(401)
    await browser.get(callback.href)
    const session = browser.cookies(WORKER).get(SESSION) ?? ''
    const next = await authorize(worker, browser, 'apple')
    const name = `${ATTEMPT_PREFIX}${next.searchParams.get('state')?.slice(0, 16)}`
    browser.cookies(WORKER).set(name, session)
    expect((await browser.get(next.href)).status).toBe(400)
    expect(worker.calls.filter((call) => call === TOKEN_CALL)).toHaveLength(1)
  })

  test('holds a state of 32 random bytes, never the same (T22)', async () => {
    const worker = createRecordingWorker()
    const states = new Set<string>()
    for (let attempts = 0; attempts < 50; attempts++) {
      const { url } = await worker.newBrowser().get(`${WORKER}/connect/de`)
      states.add(url.searchParams.get('state') ?? '')
    }
    expect(states.size).toBe(50)
    // Web application firewalls mistake `--` for an SQL comment. The cookie's name has a hyphen before the state.
    for (const state of states) expect(state).toMatch(/^(?!.*--)\w[\w-]{42}$/)
  })
})

describe('a callback that comes late', () => {
  test.each([
    [600, 410],
    [3599, 410],
    [3600, 400],
  ])('after %i seconds has the status %i, and asks for no token', async (seconds, status) => {
    const { worker, browser, callback } = await setUp()
    worker.clock.advance(seconds * 1000)
    // A browser drops the cookie after an hour.
    if (seconds >= 3600) browser.cookies(WORKER).clear()
    const page = await browser.get(callback.href)
    expect(page.status).toBe(status)
    expect(worker.calls).toEqual([])
    if (status === 410) {
      expect(page.text).toContain('Signing in took too long')
      expect(page.text).toContain('href="/connect/de"')
    }
  })

  test('of a user who refused says that they refused', async () => {
    const { worker, browser, callback } = await setUp()
    worker.clock.advance(600_000)
    const denied = changed(new URL(changed(callback, 'code')), 'error', 'access_denied')
    expect((await browser.get(denied)).text).toContain('Your calendar isn’t connected')
  })

  test("does not say so to a browser that began another attempt, or another data center's (T3, T22)", async () => {
    const { worker, browser, callback } = await setUp()
    worker.clock.advance(600_000)
    expect((await worker.newBrowser().get(callback.href)).status).toBe(400)
    expect((await browser.get(callback.href.replace('/callback/de', '/callback/uk'))).status).toBe(400)
  })
})

describe('error=access_denied without state', () => {
  test.each(['error=access_denied', 'error=access_denied&state='])('is reported as a refusal: %s', async (query) => {
    const { worker, browser } = await setUp()
    const page = await browser.get(`${WORKER}/connect/callback/de?${query}`)
    expect(page.status).toBe(403)
    expect(page.text).toContain('Your calendar isn’t connected')
    expect(worker.calls).toEqual([])
  })

  test('ends neither the session nor the attempt: anyone can send it (T22)', async () => {
    const { worker, browser, callback } = await setUp()
    await browser.get(callback.href)
    const next = await authorize(worker, browser, 'apple')
    expect((await browser.get(`${WORKER}/connect/callback/de?error=access_denied`)).status).toBe(403)
    expect((await browser.get(`${WORKER}/calendars`)).status).toBe(200)
    expect((await browser.get(next.href)).status).toBe(200)
  })
})

describe('a callback that is loaded twice', () => {
  test('goes where the first one went, without a second exchange', async () => {
    const { worker, browser, callback } = await setUp()
    const first = await browser.get(callback.href)
    worker.calls.length = 0
    const second = await browser.get(callback.href)
    expect([second.status, second.url.href]).toEqual([200, first.url.href])
    expect(worker.calls).not.toContain(TOKEN_CALL)
  })

  test.each([
    ['with another state', (callback: URL) => changed(callback, 'state', 'A'.repeat(43))],
    ['without state', (callback: URL) => changed(callback, 'state')],
    ['with an empty state', (callback: URL) => changed(callback, 'state', '')],
    ['at another data center', (callback: URL) => callback.href.replace('/callback/de', '/callback/uk')],
  ])('is rejected %s, although the user is signed in (T22)', async (_, visited) => {
    const { worker, browser, callback } = await setUp()
    await browser.get(callback.href)
    const session = browser.cookies(WORKER).get(SESSION)
    worker.calls.length = 0
    expect((await browser.get(visited(callback))).status).toBe(400)
    expect(worker.calls).toEqual([])
    expect(browser.cookies(WORKER).get(SESSION)).toBe(session)
  })

  test('goes there after the user signed out, and signs nobody in', async () => {
    const { worker, browser, callback } = await setUp()
    await browser.get(callback.href)
    await browser.post(`${WORKER}/sign-out`, {})
    worker.calls.length = 0
    expect((await browser.get(callback.href)).status).toBe(401)
    expect(worker.calls).toEqual([])
  })

  test('changes nothing after the user signed in to another account', async () => {
    const { worker, browser, callback } = await setUp()
    await browser.get(callback.href)
    await browser.get((await authorize(worker, browser, 'google')).href)
    const session = browser.cookies(WORKER).get(SESSION)
    worker.calls.length = 0
    expect((await browser.get(callback.href)).status).toBe(200)
    expect(worker.calls).not.toContain(TOKEN_CALL)
    expect(browser.cookies(WORKER).get(SESSION)).toBe(session)
  })

  test('is rejected after ten minutes', async () => {
    const { worker, browser, callback } = await setUp()
    await browser.get(callback.href)
    worker.clock.advance(600_000)
    expect((await browser.get(callback.href)).status).toBe(400)
  })
})

describe('a request that no user made', () => {
  const REQUESTS: [string, RequestInit][] = [
    ['HEAD', { method: 'HEAD' }],
    ['Sec-Purpose: prefetch', { headers: { 'sec-purpose': 'prefetch' } }],
    ['Sec-Purpose: prefetch;prerender', { headers: { 'sec-purpose': 'prefetch;prerender' } }],
    ['Purpose: prefetch', { headers: { purpose: 'prefetch' } }],
    ['X-Purpose: preview', { headers: { 'x-purpose': 'preview' } }],
    ['X-Moz: prefetch', { headers: { 'x-moz': 'prefetch' } }],
  ]

  test.each(REQUESTS)('begins no attempt: %s (T28)', async (_, init) => {
    const worker = createRecordingWorker()
    const response = await worker.fetch(new Request(`${WORKER}/connect/de`, init))
    expect(response.status).toBe(204)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(response.headers.get('cache-control')).toContain('no-store')
  })

  test.each(REQUESTS)('leaves the code and the attempt for the callback: %s (T28)', async (_, init) => {
    const { worker, browser, callback } = await setUp()
    const cookie = [...browser.cookies(WORKER)].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...init.headers, cookie }
    const response = await worker.fetch(new Request(callback, { ...init, headers }))
    expect(response.status).toBe(204)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(worker.calls).toEqual([])
    expect((await browser.get(callback.href)).status).toBe(200)
  })
})

describe('PKCE', () => {
  type Behaviors = Record<string, string>

  /** A worker on an emulator with these behaviors. `verifiers` has the code verifier of each token request. */
  async function createPkceWorker(behaviors: Behaviors, overrides: Record<string, string> = {}) {
    const verifiers: (string | null)[] = []
    const worker = createRecordingWorker({
      overrides,
      intercept: (_, body) => {
        if (body.includes('grant_type=authorization_code')) {
          verifiers.push(new URLSearchParams(body).get('code_verifier'))
        }
        return undefined
      },
    })
    const init = { method: 'PUT', body: JSON.stringify(behaviors), headers: { 'content-type': 'application/json' } }
    await worker.sandbox.fetch(new Request(`${SANDBOX}/sandbox/behaviors`, init))
    return { worker, verifiers }
  }

  async function challengeOf(verifier: string): Promise<string> {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
    const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)))
    return base64.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')
  }

  /** An attacker loads their own callback with the code of a victim. */
  async function redeemStolenCode(behaviors: Behaviors) {
    const { worker, verifiers } = await createPkceWorker(behaviors)
    const victim = worker.newBrowser()
    const { url: victimPage } = await victim.get(`${WORKER}/connect/de`)
    const body = new URLSearchParams({ account: 'google' })
    const response = await worker.sandbox.fetch(new Request(victimPage, { method: 'POST', body }))
    const stolenCode = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const attacker = worker.newBrowser()
    const own = await authorize(worker, attacker, 'apple')
    const page = await attacker.get(changed(own, 'code', stolenCode))
    const challenge = victimPage.searchParams.get('code_challenge')
    return { page, attacker, challenge, verifier: verifiers[0] ?? '', tokenCalls: verifiers.length }
  }

  test("a stolen code in an attacker's browser is sent with a verifier that does not match (T27)", async () => {
    for (const pkce of ['ignored', 'enforced']) {
      const { challenge, verifier, tokenCalls } = await redeemStolenCode({ pkce })
      expect(tokenCalls).toBe(1)
      expect(verifier).toMatch(/^[\w-]{43}$/)
      expect(await challengeOf(verifier)).not.toBe(challenge)
    }
  })

  test('a stolen code signs no one in where PKCE is enforced (T27)', async () => {
    const { page, attacker } = await redeemStolenCode({ pkce: 'enforced' })
    expect(page.status).toBe(401)
    expect(attacker.cookies(WORKER).has(SESSION)).toBe(false)
  })

  test('where PKCE is ignored, a stolen code signs an attacker in: SECURITY.md says so (T27)', async () => {
    const { page, attacker } = await redeemStolenCode({ pkce: 'ignored' })
    expect(page.status).toBe(200)
    expect(attacker.cookies(WORKER).has(SESSION)).toBe(true)
  })

  test.each<[Behaviors, Record<string, string>]>([
    [{ pkce: 'ignored' }, {}],
    [{ pkce: 'enforced' }, {}],
    [{ pkce: 'enforced', unknown_authorize_parameters: 'rejected' }, {}],
    [{ pkce: 'ignored' }, { CRONOFY_PKCE: 'off' }],
    [{ pkce: 'enforced' }, { CRONOFY_PKCE: 'off' }],
    [{ unknown_authorize_parameters: 'rejected' }, { CRONOFY_PKCE: 'off' }],
  ])('signs a user in where the emulator has %j and the environment %j (T27)', async (behaviors, overrides) => {
    const { worker, verifiers } = await createPkceWorker(behaviors, overrides)
    const browser = worker.newBrowser()
    const { url } = await browser.get(`${WORKER}/connect/de`)
    const page = await browser.post(url.href, { account: 'apple' })
    expect([page.status, page.url.href]).toEqual([200, `${WORKER}/calendars`])
    const isOff = overrides['CRONOFY_PKCE'] === 'off'
    const challenge = isOff ? null : await challengeOf(verifiers[0] ?? '')
    expect(verifiers).toEqual([isOff ? null : expect.any(String)])
    expect(url.searchParams.get('code_challenge')).toBe(challenge)
    expect(url.searchParams.get('code_challenge_method')).toBe(isOff ? null : 'S256')
  })

  test('is reported as a failed authorization where unknown parameters are rejected', async () => {
    const { worker, verifiers } = await createPkceWorker({ unknown_authorize_parameters: 'rejected' })
    const page = await worker.newBrowser().get(`${WORKER}/connect/de`)
    expect(page.status).toBe(502)
    expect(verifiers).toEqual([])
  })

  test('keeps the verifier out of every URL and every log line (T8, T27)', async () => {
    const { worker, verifiers } = await createPkceWorker({ pkce: 'enforced' })
    const browser = worker.newBrowser()
    const { url } = await browser.get(`${WORKER}/connect/de`)
    await browser.post(url.href, { account: 'apple' })
    const [verifier = ''] = verifiers
    expect(verifier).toHaveLength(43)
    const seen = [...browser.responseLog, ...worker.logLines, JSON.stringify(worker.events)].join('\n')
    expect(seen).not.toContain(verifier)
  })
})

test.each([
  ['state', 'twice'],
  ['code', 'twice'],
])('a callback with %s %s asks for no token (T5, T22)', async (name) => {
  const { worker, browser, callback } = await setUp()
  const again = `${callback.href}&${name}=${callback.searchParams.get(name)}`
  expect((await browser.get(again)).status).toBe(400)
  expect(worker.calls).toEqual([])
})

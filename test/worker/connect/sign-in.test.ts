import { describe, expect, test } from 'vitest'
import { createRecordingWorker } from '../../helpers/recording-worker.ts'
import type { TestBrowser } from '../../helpers/test-browser.ts'
import { WORKER } from '../../helpers/test-env.ts'

const TOKEN_CALL = 'POST /de/oauth/token'

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
    expect(victim.cookies(WORKER).has('session')).toBe(false)
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
    expect(browser.cookies(WORKER).has('session')).toBe(false)
  })

  test('does not sign the victim out of their own account (T22)', async () => {
    const { worker, callback } = await setUp('google')
    const victim = worker.newBrowser()
    await victim.get((await authorize(worker, victim, 'apple')).href)
    const session = victim.cookies(WORKER).get('session')
    expect((await victim.get(callback.href)).status).toBe(400)
    expect(victim.cookies(WORKER).get('session')).toBe(session)
    expect((await victim.get(`${WORKER}/calendars`)).text).toContain('cy@home.example')
  })
})

describe('the cookie of an attempt', () => {
  const cookieOf = (browser: TestBrowser) => [...browser.cookies(WORKER)].find(([name]) => name.startsWith('sign-in-'))

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
    expect([name.length, callback.searchParams.get('state')?.startsWith(name.slice(8))]).toEqual([24, true])
  })

  test.each([
    ['the code was good', (callback: URL) => callback.href],
    ['the code was made up', (callback: URL) => changed(callback, 'code', 'made-up')],
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
      [600, 400],
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
    stranger.cookies(WORKER).set('session', value)
    expect((await stranger.get(`${WORKER}/calendars`)).status).toBe(401)
    await browser.get(callback.href)
    const session = browser.cookies(WORKER).get('session') ?? ''
    const next = await authorize(worker, browser, 'apple')
    browser.cookies(WORKER).set(cookieOf(browser)?.[0] ?? '', session)
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
    for (const state of states) expect(state).toMatch(/^[\w-]{43}$/)
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

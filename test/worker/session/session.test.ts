import { expect, test } from 'vitest'
import { createRecordingWorker } from '../../helpers/recording-worker.ts'
import { cookieName, WORKER } from '../../helpers/test-env.ts'

const HOUR_MS = 3_600_000

/** A worker, and a user who has just signed in. */
async function setUp() {
  const worker = createRecordingWorker()
  const browser = worker.newBrowser()
  const page = await browser.get(`${WORKER}/connect/de`)
  await browser.post(page.url.href, { account: 'apple' })
  return { worker, browser }
}

/** The remaining lifetime that the last response gave the session cookie, in seconds. */
function maxAgeOf(worker: ReturnType<typeof createRecordingWorker>): number | undefined {
  const lines = worker.exchanges.flatMap(({ headers }) => headers.getSetCookie())
  const line = lines.findLast((text) => text.startsWith(`${cookieName('session')}=`)) ?? ''
  const [, seconds] = /; Max-Age=(\d+);/.exec(line) ?? []
  return seconds === undefined ? undefined : Number(seconds)
}

test('a visit every 11 hours for three days does not extend a session (T26)', async () => {
  const { worker, browser } = await setUp()
  const statuses: number[] = []
  for (let hours = 11; hours <= 72; hours += 11) {
    worker.clock.advance(11 * HOUR_MS)
    statuses.push((await browser.get(`${WORKER}/calendars`)).status)
  }
  // The first visit refreshes the token, and so writes the cookie again.
  expect(statuses).toEqual([200, 401, 401, 401, 401, 401])
  expect(worker.calls.filter((call) => call === 'POST /de/oauth/token')).toHaveLength(2)
})

test('a copy of the cookie of a refreshed session ends with the session (T26)', async () => {
  const { worker, browser } = await setUp()
  worker.clock.advance(11 * HOUR_MS)
  await browser.get(`${WORKER}/calendars`)
  const copy = browser.cookies(WORKER).get(cookieName('session')) ?? ''
  worker.clock.advance(HOUR_MS)
  const other = worker.newBrowser()
  other.cookies(WORKER).set(cookieName('session'), copy)
  expect((await other.get(`${WORKER}/calendars`)).status).toBe(401)
})

test("the cookie's Max-Age is what remains of twelve hours (T26)", async () => {
  const { worker, browser } = await setUp()
  expect(maxAgeOf(worker)).toBe(12 * 3600)
  for (const [hours, seconds] of [
    [2, 10 * 3600],
    [9.5, 1800],
  ] as const) {
    worker.clock.advance(hours * HOUR_MS)
    await browser.get(`${WORKER}/calendars`)
    expect(maxAgeOf(worker)).toBe(seconds)
  }
})

test('a new sign-in begins another twelve hours', async () => {
  const { worker, browser } = await setUp()
  worker.clock.advance(11 * HOUR_MS)
  const page = await browser.get(`${WORKER}/connect/de`)
  await browser.post(page.url.href, { account: 'apple' })
  expect(maxAgeOf(worker)).toBe(12 * 3600)
  worker.clock.advance(11 * HOUR_MS)
  expect((await browser.get(`${WORKER}/calendars`)).status).toBe(200)
})

test('a user with a very long profile name can sign in (T7)', async () => {
  const worker = createRecordingWorker({
    intercept: (request) => (request.url.endsWith('/oauth/token') ? withLongName(request) : undefined),
  })
  async function withLongName(request: Request): Promise<Response> {
    const body = (await (await worker.sandbox.fetch(request)).json()) as { linking_profile: object }
    return Response.json({ ...body, linking_profile: { ...body.linking_profile, profile_name: '😀'.repeat(3000) } })
  }
  const browser = worker.newBrowser()
  const page = await browser.get(`${WORKER}/connect/de`)
  expect((await browser.post(page.url.href, { account: 'apple' })).status).toBe(200)
})

test('a session that ends while its token is refreshed sets no cookie that lives', async () => {
  const worker = createRecordingWorker({
    intercept: (_, body) => {
      if (body.includes('grant_type=refresh_token')) worker.clock.advance(5000)
      return undefined
    },
  })
  const browser = worker.newBrowser()
  const page = await browser.get(`${WORKER}/connect/de`)
  await browser.post(page.url.href, { account: 'apple' })
  worker.clock.advance(12 * HOUR_MS - 1000)
  await browser.get(`${WORKER}/calendars`)
  expect(maxAgeOf(worker)).toBe(0)
  expect((await browser.get(`${WORKER}/calendars`)).status).toBe(401)
})

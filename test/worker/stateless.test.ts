import { expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import { headingOf } from '../helpers/recording-worker.ts'
import { API_KEY, RETURN_TO, SERVICE } from '../helpers/service-test-env.ts'
import { createTestBrowser } from '../helpers/test-browser.ts'
import { offeredCalendars, SANDBOX, WORKER, workerEnvironment } from '../helpers/test-env.ts'
import { WALKED, walkConnection } from '../helpers/walk-connection.ts'

/** Several workers that share nothing but their configuration, behind one address; every request goes to the next. */
function createFleet(size: number, order: (turn: number) => number = (turn) => turn % size) {
  const sandbox = createSandbox()
  const workers = Array.from({ length: size }, () =>
    createWorker({ config: readConfig(workerEnvironment(SERVICE)), log: () => undefined, fetch: sandbox.fetch }),
  )
  let turn = 0
  const answered: number[] = []
  const fetch = async (request: Request) => {
    const index = order(turn++)
    answered.push(index)
    return workers[index]?.fetch(request) ?? new Response(null, { status: 500 })
  }
  return { browser: createTestBrowser({ [SANDBOX]: sandbox.fetch, [WORKER]: fetch }), fetch, answered }
}

/** A connection of the service, from the link to its end. */
function runConnection({ browser, fetch }: ReturnType<typeof createFleet>) {
  const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' }
  const post = async (path: string, body: object): Promise<Record<string, unknown>> =>
    (await fetch(new Request(WORKER + path, { method: 'POST', headers, body: JSON.stringify(body) }))).json()
  return walkConnection(post, browser, RETURN_TO)
}

/** Two flows at once, from the first page to the last; gives the headings at their ends. */
async function runFlow({ browser }: ReturnType<typeof createFleet>): Promise<string[]> {
  const authorize = [await browser.get(`${WORKER}/connect/de`), await browser.get(`${WORKER}/connect/de`)]
  let choose = authorize[0]
  for (const page of authorize) choose = await browser.post(page.url.href, { account: 'google' })
  const pages = []
  for (const id of offeredCalendars(choose?.text ?? '').slice(0, 2)) {
    pages.push(await browser.post(`${WORKER}/connect/permissions/start`, { calendar_id: id, return_to: '/outcome' }))
  }
  const ends = []
  for (const [index, page] of pages.reverse().entries()) {
    const end = await browser.post(page.url.href, { decision: index === 0 ? 'accept-all' : 'reject' })
    ends.push(headingOf(end.text), headingOf((await browser.get(end.url.href)).text))
  }
  ends.push(headingOf((await browser.post(`${WORKER}/sign-out`, {})).text))
  ends.push(headingOf((await browser.get(`${WORKER}/calendars`)).text))
  return ends
}

const ENDS = [
  'Full access granted',
  'Full access granted',
  'Full access not granted',
  'Full access not granted',
  'You’re signed out',
  'You’re not signed in',
]

test.each([2, 3, 50])(
  'each of %i workers takes one request of a flow, and none misses the others (T20)',
  async (size) => {
    const fleet = createFleet(size)
    expect(await runFlow(fleet)).toEqual(ENDS)
    expect(new Set(fleet.answered).size).toBe(Math.min(size, fleet.answered.length))
  },
)

test.each([2, 3, 50])(
  'each of %i workers takes one request of a connection, and none misses the others (T20)',
  async (size) => {
    const fleet = createFleet(size)
    expect(await runConnection(fleet)).toMatchObject(WALKED)
    expect(new Set(fleet.answered).size).toBe(Math.min(size, fleet.answered.length))
  },
)

test('a worker that takes over at any request knows as much as the one before it (T20)', async () => {
  const requests = createFleet(1)
  await runFlow(requests)
  for (let moment = 1; moment < requests.answered.length; moment++) {
    const fleet = createFleet(2, (turn) => (turn < moment ? 0 : 1))
    expect(await runFlow(fleet), `taken over at request ${moment}`).toEqual(ENDS)
  }
})

test('what is imported holds nothing that a request could change (T20)', async () => {
  const modules = { ...(await import('../../edge/worker/index.ts')), ...(await import('../../src/index.ts')) }
  for (const [name, value] of Object.entries(modules)) {
    if (typeof value === 'function') continue
    // Tables such as DATA_CENTERS: constants, never a Map, a Set or a counter.
    expect(['[object Object]', '[object Array]'], name).toContain(Object.prototype.toString.call(value))
  }
})

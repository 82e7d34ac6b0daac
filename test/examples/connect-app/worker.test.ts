/** Runs in workerd, with a D1 database. */
import { env } from 'cloudflare:workers'
import { createFetchHandler } from 'cronofy-extended-permissions/worker'
import { beforeEach, expect, test } from 'vitest'
import { createSandbox } from '../../../edge/sandbox/index.ts'
import { createTestBrowser } from '../../helpers/test-browser.ts'
import { ONE_DATA_CENTER, offeredCalendars, SANDBOX, WORKER, workerEnvironment } from '../../helpers/test-env.ts'
import { hooks } from './hooks.ts'
import migration from './migrations/0001_connections_and_outcomes.sql?raw'
import worker from './worker.ts'

const { DB } = env

beforeEach(async () => {
  await DB.exec('DROP TABLE IF EXISTS connections; DROP TABLE IF EXISTS outcomes;')
})

async function createTables(): Promise<void> {
  for (const statement of migration.split(';').filter((text) => text.trim())) await DB.prepare(statement).run()
}

const rowsOf = async (table: string) => (await DB.prepare(`SELECT * FROM ${table}`).all()).results

/** A user of the connect app, with the hooks of the example and the emulator in place of Cronofy. */
function setUp() {
  const sandbox = createSandbox()
  const environment = { ...workerEnvironment(ONE_DATA_CENTER), DB }
  const fetch = createFetchHandler({ ...hooks, fetch: sandbox.fetch, log: () => {} })
  const browser = createTestBrowser({ [WORKER]: (request) => fetch(request, environment), [SANDBOX]: sandbox.fetch })
  return {
    browser,
    environment,
    async signIn() {
      const page = await browser.get(`${WORKER}/connect/de`)
      return browser.post(page.url.href, { account: 'apple' })
    },
    async expireTokens() {
      const body = JSON.stringify({ advance_seconds: 4000 })
      const headers = { 'content-type': 'application/json' }
      await sandbox.fetch(new Request(`${SANDBOX}/sandbox/clock`, { method: 'POST', body, headers }))
    },
  }
}

test('a database without tables shows a page that says so, and trying again stores the connection', async () => {
  const { browser, signIn } = setUp()
  const page = await signIn()
  expect([page.status, page.text.includes('We couldn’t save your connection')]).toEqual([500, true])
  await createTables()
  expect((await browser.get(`${WORKER}/calendars`)).text).toContain('Choose calendars')
  expect(await rowsOf('connections')).toMatchObject([{ data_center: 'de', profile_name: 'cy@home.example' }])
})

test('the tables have the tokens, the renewed tokens, the outcome, and at last no connection', async () => {
  await createTables()
  const { browser, signIn, expireTokens } = setUp()
  const calendars = await signIn()
  const [connected] = await rowsOf('connections')
  expect(connected).toMatchObject({ data_center: 'de', access_token: expect.stringMatching(/^at_/) })

  const access = await browser.post(`${WORKER}/connect/permissions/start`, [
    ...offeredCalendars(calendars.text).map((id): [string, string] => ['calendar_id', id]),
    ['return_to', '/outcome'],
  ])
  const outcome = await browser.post(access.url.href, { decision: 'accept-all' })
  expect(outcome.text).toContain('Full access granted')
  await browser.get(outcome.url.href)
  expect(await rowsOf('outcomes')).toMatchObject([{ sub: connected?.['sub'], status: 'granted' }])

  await expireTokens()
  await browser.get(`${WORKER}/calendars`)
  const [renewed] = await rowsOf('connections')
  expect(renewed?.['access_token']).not.toBe(connected?.['access_token'])
  expect(renewed).toMatchObject({ sub: connected?.['sub'], profile_name: 'cy@home.example' })

  await browser.post(`${WORKER}/disconnect`, {})
  expect(await rowsOf('connections')).toEqual([])
})

test('the entry serves the connect app in English and German', async () => {
  const { environment } = setUp()
  const headers = { 'accept-language': 'de' }
  const response = await worker.fetch(new Request(WORKER, { headers }), environment)
  expect(await response.text()).toContain('Kalender verbinden')
})

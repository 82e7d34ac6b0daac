import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, createKeyRing, createTokenManager, type StoredTokens } from 'cronofy-extended-permissions'
import { createPermissionHandler } from 'cronofy-extended-permissions/handler'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'
import { listen } from 'cronofy-extended-permissions/sandbox/node'
import { followUp } from './follow-up.ts'
import { CHECK_INTERVAL_MS, openRequests, type Requests } from './requests.ts'

const SANDBOX_URL = 'http://127.0.0.1:4010' // opens no port: the emulator is a function
const APP = 'https://app.example.com'
const [WORK, HOME] = ['cal_us_google1_work', 'cal_us_google1_home'] as const
const HOUR_MS = 3_600_000

let clockMs: number
let sandbox: ReturnType<typeof createSandbox>
let requests: Requests
let stored: StoredTokens | null
let respond: (request: Request) => Response | Promise<Response>

const now = () => clockMs
const client = createClient({ sandboxUrl: SANDBOX_URL, fetch: async (request) => respond(request) })
const SEALING_KEY = randomBytes(32).toString('hex')
const keys = createKeyRing([SEALING_KEY])
const tokens = createTokenManager({
  client,
  applications: [{ dataCenter: 'us', clientId: 'sandbox', clientSecret: 'sandbox-secret' }],
  load: () => stored,
  save(_, next) {
    stored = next
    return true
  },
})
const permissionHandler = createPermissionHandler<string>({
  client,
  keys,
  redirectUri: `${APP}/permissions/return`,
  allowedReturnUrls: [`${APP}/settings`],
  getAccount: (userId, options) => tokens.getAccount(userId, options),
  onStart: (userId, started) => requests.start(userId, started, now()),
  onOutcome: (_, outcome) => requests.record(outcome),
})

/** Runs the job when every open request is due. */
function run(): Promise<void> {
  clockMs += CHECK_INTERVAL_MS
  return followUp({ client, keys, tokens, requests, now })
}

async function control(path: string, body: unknown): Promise<Record<string, string>> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await sandbox.fetch(new Request(`${SANDBOX_URL}/sandbox/${path}`, init))
  assert.ok(response.ok, path)
  return response.status === 204 ? {} : response.json()
}

/** Begins a request for two calendars. Returns its ID and the URL of the access page. */
async function start(): Promise<{ requestId: string; accessPage: string }> {
  const body = new URLSearchParams([
    ['calendar_id', WORK],
    ['calendar_id', HOME],
  ])
  const headers = { 'sec-fetch-site': 'same-origin' }
  const request = new Request(`${APP}/permissions/start`, { method: 'POST', headers, body })
  const accessPage = (await permissionHandler.fetch(request, 'user-1')).headers.get('location') ?? ''
  return { requestId: requests.listOpen().at(-1) ?? '', accessPage }
}

/** Decides on the access page. Returns the URL to which the user would be sent back. */
async function decide(url: string, decision: 'accept' | 'reject', calendarIds?: readonly string[]): Promise<string> {
  const { redirect_to = '' } = await control('decisions', { url, decision, calendar_ids: calendarIds })
  return redirect_to
}

beforeEach(async () => {
  clockMs = Date.now()
  sandbox = createSandbox()
  respond = sandbox.fetch
  requests = openRequests(':memory:')
  const issued = await control('tokens', { account: 'google', data_center: 'us' })
  stored = {
    dataCenter: 'us',
    accessToken: issued['access_token'] ?? '',
    refreshToken: issued['refresh_token'],
    expiresAtMs: clockMs + 24 * HOUR_MS,
  }
})

test('someone who accepts and closes the tab is granted', async () => {
  const { requestId, accessPage } = await start()
  await decide(accessPage, 'accept')
  await run()
  assert.equal(requests.statusOf(requestId), 'granted')
  assert.deepEqual(requests.listOpen(), [])
})

test('someone who accepts a part and closes the tab is partial', async () => {
  const { requestId, accessPage } = await start()
  await decide(accessPage, 'accept', [WORK])
  await run()
  assert.equal(requests.statusOf(requestId), 'partial')
})

test('someone who has not decided yet stays open, and the next run finds the decision', async () => {
  const { requestId, accessPage } = await start()
  await run()
  assert.equal(requests.statusOf(requestId), 'unconfirmed')
  await decide(accessPage, 'accept')
  await run()
  assert.equal(requests.statusOf(requestId), 'granted')
})

test('after the request has expired, the calendars are read', async () => {
  const { requestId, accessPage } = await start()
  await decide(accessPage, 'accept')
  clockMs += 2 * HOUR_MS
  await run()
  assert.equal(requests.statusOf(requestId), 'granted')
  assert.deepEqual(requests.listOpen(), [])
})

test('someone who never decides is unconfirmed, and the request is closed when it has expired', async () => {
  const { requestId } = await start()
  clockMs += 2 * HOUR_MS
  await run()
  assert.equal(requests.statusOf(requestId), 'unconfirmed')
  assert.deepEqual(requests.listOpen(), [])
})

test('someone who returns needs no follow-up', async () => {
  const { requestId, accessPage } = await start()
  await permissionHandler.fetch(new Request(await decide(accessPage, 'reject')), 'user-1')
  assert.equal(requests.statusOf(requestId), 'rejected')
  assert.deepEqual(requests.listOpen(), [])
})

test('an older outcome that arrives late changes nothing', async () => {
  const { requestId, accessPage } = await start()
  await decide(accessPage, 'accept')
  await run()
  const verifiedAt = new Date(clockMs - HOUR_MS).toISOString()
  requests.record({ requestId, subject: 'user-1', status: 'rejected', verifiedAt })
  assert.equal(requests.statusOf(requestId), 'granted')
})

test('unconfirmed never replaces a decision, even if it is newer', async () => {
  const { requestId, accessPage } = await start()
  await permissionHandler.fetch(new Request(await decide(accessPage, 'reject')), 'user-1')
  // A run that began before the user returned.
  const verifiedAt = new Date(clockMs + HOUR_MS).toISOString()
  requests.record({ requestId, subject: 'user-1', status: 'unconfirmed', verifiedAt })
  assert.equal(requests.statusOf(requestId), 'rejected')
})

test('a request is left alone for ten minutes, and two runs at once never take the same one', async () => {
  await start()
  assert.deepEqual(requests.takeDue(now(), 50), [])
  clockMs += CHECK_INTERVAL_MS
  assert.equal(requests.takeDue(now(), 50).length, 1)
  assert.deepEqual(requests.takeDue(now(), 50), [])
})

test('a run takes as many requests as it may, the oldest first', async () => {
  for (let count = 0; count < 3; count++) await start()
  const ids = requests.listOpen()
  clockMs += CHECK_INTERVAL_MS
  assert.deepEqual(
    requests.takeDue(now(), 2).map(({ requestId }) => requestId),
    ids.slice(0, 2),
  )
})

test('a request whose calendars can never be read is closed a day after it has expired', async (t) => {
  await start()
  t.mock.method(console, 'error', () => undefined)
  respond = () => new Response('{}', { status: 403 })
  clockMs += 2 * HOUR_MS
  await run()
  assert.equal(requests.listOpen().length, 1)
  clockMs += 24 * HOUR_MS
  await run()
  assert.deepEqual(requests.listOpen(), [])
})

test('an expired access token is refreshed', async () => {
  const { requestId, accessPage } = await start()
  await decide(accessPage, 'accept')
  await control('expire', { access_token: stored?.accessToken })
  await run()
  assert.equal(requests.statusOf(requestId), 'granted')
})

test('while Cronofy is unavailable, a request stays open', async (t) => {
  const { requestId, accessPage } = await start()
  await decide(accessPage, 'accept')
  respond = () => new Response('{}', { status: 400 })
  const log = t.mock.method(console, 'error', () => undefined)
  await run()
  assert.match(String(log.mock.calls[0]?.arguments[0]), new RegExp(`request ${requestId} failed`))
  assert.equal(requests.listOpen().length, 1)
  respond = sandbox.fetch
  await run()
  assert.equal(requests.statusOf(requestId), 'granted')
})

test('without a connection, a request stays open until it has expired', async () => {
  const { requestId, accessPage } = await start()
  await decide(accessPage, 'accept')
  const connected = stored
  stored = null
  await run()
  stored = connected
  await run()
  assert.equal(requests.statusOf(requestId), 'granted')
  await start()
  stored = null
  clockMs += 2 * HOUR_MS
  await run()
  assert.deepEqual(requests.listOpen(), [])
})

test('job.ts follows up when it starts', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'follow-up-')), 'example.db')
  process.env['DATABASE'] = file
  const { connect } = await import('./store.ts')
  assert.ok(stored)
  connect('user-1', stored)
  requests = openRequests(file)
  clockMs -= 2 * CHECK_INTERVAL_MS
  const { requestId, accessPage } = await start()
  await decide(accessPage, 'accept')

  const provider = await listen(sandbox, { port: 0 })
  const application = { CRONOFY_CLIENT_ID: 'sandbox', CRONOFY_CLIENT_SECRET: 'sandbox-secret' }
  const env = { ...process.env, ...application, SEALING_KEY, SANDBOX_URL: provider.url }
  const job = spawn(process.execPath, [join(import.meta.dirname, 'job.ts')], { env, stdio: 'inherit' })
  try {
    while (requests.statusOf(requestId) === null && job.exitCode === null) await sleep(50)
    assert.equal(requests.statusOf(requestId), 'granted')
  } finally {
    job.kill()
    await provider.close()
  }
})

import { expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import { DEFAULT_TTL_SECONDS } from '../../src/sealing/permission-request.ts'
import { createClock } from '../helpers/clock.ts'
import { OTHER_KEY as NEW, KEY as OLD } from '../helpers/fixtures.ts'
import { CREDENTIALS } from '../helpers/service-test-env.ts'
import { createTestBrowser } from '../helpers/test-browser.ts'
import { SANDBOX, WORKER } from '../helpers/test-env.ts'
import { WALKED, walkConnection } from '../helpers/walk-connection.ts'

/** The README's steps, each as it is deployed. */
const SEALING_KEYS = {
  before: OLD,
  'the new one is added at the end': `${OLD},${NEW}`,
  'it is put first': `${NEW},${OLD}`,
  'an hour later the old one is removed': NEW,
}
const OLD_API_KEY = 'old-api-key-0123456789abcdefghijklmnopqrstuv'
const NEW_API_KEY = 'new-api-key-0123456789abcdefghijklmnopqrstuv'
const API_KEYS = {
  before: `backend:${OLD_API_KEY}`,
  'the new one is added': `backend:${OLD_API_KEY},backend-2:${NEW_API_KEY}`,
  'the backend has moved over, and the old one is removed': `backend-2:${NEW_API_KEY}`,
}

type Worker = ReturnType<ReturnType<typeof createTestEnv>['deploy']>

/** A sandbox, workers that are deployed on it with keys of their own, and a backend. */
function createTestEnv() {
  const clock = createClock()
  const sandbox = createSandbox({ now: clock.now })

  async function control(path: string, body: object): Promise<Record<string, string>> {
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return (await (await sandbox.fetch(new Request(`${SANDBOX}/sandbox/${path}`, init))).json()) as never
  }

  return {
    clock,
    deploy(overrides: { SEALING_KEYS?: string; API_KEYS?: string }) {
      const lines: string[] = []
      const environment = {
        PUBLIC_URL: WORKER,
        SANDBOX_URL: SANDBOX,
        ALLOWED_RETURN_URLS: 'https://app.example.com',
        SEALING_KEYS: OLD,
        API_KEYS: API_KEYS.before,
        ...CREDENTIALS,
        ...overrides,
      }
      const { fetch } = createWorker({
        config: readConfig(environment),
        now: clock.now,
        wait: clock.wait,
        log: (line) => void lines.push(line),
        fetch: sandbox.fetch,
      })
      return { fetch, lines }
    },
    /** A browser whose requests go to one worker after the other. */
    createBrowser: (...workers: { fetch(request: Request): Response | Promise<Response> }[]) => {
      let turn = 0
      const fetch = (request: Request) => workers[turn++ % workers.length]?.fetch(request) ?? Response.error()
      return createTestBrowser({ [WORKER]: fetch, [SANDBOX]: sandbox.fetch })
    },
    /** Somebody who has granted nothing yet. */
    async signIn() {
      sandbox.reset()
      const { access_token } = await control('tokens', { account: 'apple', data_center: 'de' })
      return { data_center: 'de', access_token: access_token ?? '', subject: 'user-1' }
    },
    /** Accepts all that is asked for on an access page, and gives the address that the browser is sent to. */
    accept: async (url: string) => (await control('decisions', { url, decision: 'accept' }))['redirect_to'] ?? '',
  }
}

/** A response of the service, as far as it is used here. */
interface Body {
  readonly status: string | number
  readonly redirect?: { readonly url: string; readonly sealed_request: string }
}

async function call(worker: Worker, path: string, body: object, apiKey = OLD_API_KEY) {
  const response = await worker.fetch(
    new Request(WORKER + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
  return { status: response.status, body: (await response.json()) as Body }
}

const begin = (worker: Worker, account: object, apiKey?: string) =>
  call(worker, '/permission-requests', { ...account, all_calendars: true }, apiKey)

const complete = (worker: Worker, account: object, sealedRequest = '', apiKey?: string) =>
  call(worker, '/permission-requests/complete', { ...account, sealed_request: sealedRequest }, apiKey)

/** What a browser that comes back takes on to the application. */
async function openReturnUrl(worker: Worker, url: string): Promise<string> {
  const response = await worker.fetch(new Request(url))
  expect(response.status).toBe(303)
  return new URL(response.headers.get('location') ?? '').searchParams.get('sealed_request') ?? ''
}

const ROLL_OUTS = Object.entries(SEALING_KEYS)
  .slice(1)
  .map(([step, keys], index) => [step, Object.values(SEALING_KEYS)[index] ?? '', keys] as const)

test.each(ROLL_OUTS)(
  'a sealing key is rotated: when %s, no flow is lost between workers before and after (T19)',
  async (_, keysBefore, keysAfter) => {
    const testEnv = createTestEnv()
    const workers = [testEnv.deploy({ SEALING_KEYS: keysBefore }), testEnv.deploy({ SEALING_KEYS: keysAfter })]
    const account = await testEnv.signIn()
    const begun = await Promise.all(workers.map((worker) => begin(worker, account)))
    expect(begun.map(({ body }) => body.status)).toEqual(['redirect', 'redirect'])
    for (const { body } of begun) {
      const returned = await testEnv.accept(body.redirect?.url ?? '')
      for (const worker of workers) {
        expect(await openReturnUrl(worker, returned)).toBe(body.redirect?.sealed_request)
        for (const other of workers) {
          const outcome = await complete(other, account, body.redirect?.sealed_request)
          expect(outcome).toMatchObject({ status: 200, body: { status: 'granted', subject: 'user-1' } })
        }
      }
    }
  },
)

test.each(ROLL_OUTS)(
  'a sealing key is rotated: when %s, no connection is lost between workers before and after (T19)',
  async (_, keysBefore, keysAfter) => {
    const testEnv = createTestEnv()
    const before = testEnv.deploy({ SEALING_KEYS: keysBefore })
    const after = testEnv.deploy({ SEALING_KEYS: keysAfter })
    for (const workers of [
      [before, after],
      [after, before],
    ] as const) {
      await testEnv.signIn()
      let turn = 0
      const post = async (path: string, body: object): Promise<Record<string, unknown>> => ({
        ...(await call(workers[turn++ % 2] ?? before, path, body)).body,
      })
      const walked = await walkConnection(post, testEnv.createBrowser(...workers), 'https://app.example.com/')
      expect(walked).toMatchObject(WALKED)
    }
  },
)

test('a sealing key is rotated: what is begun before the first step is completed after the second (T19)', async () => {
  const testEnv = createTestEnv()
  const account = await testEnv.signIn()
  const { body } = await begin(testEnv.deploy({ SEALING_KEYS: SEALING_KEYS.before }), account)
  await testEnv.accept(body.redirect?.url ?? '')
  const later = testEnv.deploy({ SEALING_KEYS: SEALING_KEYS['it is put first'] })
  expect(await complete(later, account, body.redirect?.sealed_request)).toMatchObject({ body: { status: 'granted' } })
})

test('a sealing key is rotated: after the hour nothing is left that the removed key sealed (T19)', async () => {
  const testEnv = createTestEnv()
  const both = testEnv.deploy({ SEALING_KEYS: SEALING_KEYS['it is put first'] })
  const before = testEnv.deploy({ SEALING_KEYS: SEALING_KEYS['the new one is added at the end'] })
  const account = await testEnv.signIn()
  const { body } = await begin(before, account)
  testEnv.clock.advance(DEFAULT_TTL_SECONDS * 1000 - 1)
  const inTime = await complete(both, await testEnv.signIn(), body.redirect?.sealed_request)
  expect(inTime).toMatchObject({ status: 200, body: { status: 'unconfirmed' } })
  testEnv.clock.advance(1)
  const late = await complete(both, await testEnv.signIn(), body.redirect?.sealed_request)
  expect(late).toMatchObject({ status: 410, body: { code: 'expired_sealed_request' } })
})

test('a sealing key that is removed too soon refuses what it sealed, and to begin again loses nothing (T19)', async () => {
  const testEnv = createTestEnv()
  const account = await testEnv.signIn()
  const { body } = await begin(testEnv.deploy({ SEALING_KEYS: OLD }), account)
  const returned = await testEnv.accept(body.redirect?.url ?? '')
  const without = testEnv.deploy({ SEALING_KEYS: NEW })
  expect((await without.fetch(new Request(returned))).status).toBe(400)
  const refused = await complete(without, account, body.redirect?.sealed_request)
  expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_sealed_request' } })
  expect(await begin(without, account)).toMatchObject({ status: 200, body: { status: 'done' } })
})

/** Why the new one is not put first at once. */
test('a sealing key that is put first at once is refused by a worker that has not been told yet (T19)', async () => {
  const testEnv = createTestEnv()
  const account = await testEnv.signIn()
  const { body } = await begin(testEnv.deploy({ SEALING_KEYS: `${NEW},${OLD}` }), account)
  const refused = await complete(testEnv.deploy({ SEALING_KEYS: OLD }), account, body.redirect?.sealed_request)
  expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_sealed_request' } })
})

test('an API key is rotated: no call is lost, and the removed key refuses (T19)', async () => {
  const testEnv = createTestEnv()
  const [first, second, third] = Object.values(API_KEYS).map((keys) => testEnv.deploy({ API_KEYS: keys }))
  if (first === undefined || second === undefined || third === undefined) throw new Error('Cannot rotate: no steps')

  const calls = async (apiKey: string, ...workers: Worker[]) => {
    const account = await testEnv.signIn()
    // A flow that begins anywhere is completed everywhere: what is sealed knows no API key.
    for (const one of workers) {
      const { body } = await begin(one, account, apiKey)
      expect(body).toMatchObject({ status: 'redirect' })
      for (const other of workers) {
        const outcome = await complete(other, account, body.redirect?.sealed_request, apiKey)
        expect(outcome).toMatchObject({ status: 200, body: { status: 'unconfirmed' } })
      }
    }
  }
  await calls(OLD_API_KEY, first, second)
  // The backend moves over, with a flow under way.
  const account = await testEnv.signIn()
  const { body } = await begin(second, account, OLD_API_KEY)
  await testEnv.accept(body.redirect?.url ?? '')
  for (const worker of [second, third]) {
    const outcome = await complete(worker, account, body.redirect?.sealed_request, NEW_API_KEY)
    expect(outcome).toMatchObject({ body: { status: 'granted' } })
  }
  await calls(NEW_API_KEY, second, third)

  expect(await begin(third, account, OLD_API_KEY)).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
  expect(await begin(first, account, NEW_API_KEY)).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
  // The log says whether the old one is still in use.
  const used = (worker: Worker) =>
    new Set(worker.lines.map((line) => (JSON.parse(line) as { api_key?: string }).api_key))
  expect(used(first)).toEqual(new Set(['backend', undefined]))
  expect(used(second)).toEqual(new Set(['backend', 'backend-2']))
  expect(used(third)).toEqual(new Set(['backend-2', undefined]))
})

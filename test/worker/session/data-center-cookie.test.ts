import { expect, test } from 'vitest'
import { createWorker, readConfig } from '../../../edge/worker/index.ts'
import { DATA_CENTER_IDS, DATA_CENTERS } from '../../../src/data-centers.ts'
import { cookieName, createTestEnv, WORKER, workerEnvironment } from '../../helpers/test-env.ts'

const order = (text: string) => [...text.matchAll(/href="\/connect\/(\w+)"/g)].map(([, id]) => id)

test('the data center of a sign-in that failed is not remembered', async () => {
  const testEnv = createTestEnv({
    intercept: ({ url }) => (url.endsWith('/token') ? new Response(null, { status: 500 }) : undefined),
  })
  expect((await testEnv.signIn('sg', 'apple')).status).toBe(502)
  const page = await testEnv.browser.get(`${WORKER}/connect/sg`)
  await testEnv.browser.post(page.url.href, { refuse: 'true' })
  expect(testEnv.browser.cookies(WORKER).has(cookieName('data-center'))).toBe(false)
  expect((await testEnv.browser.get(WORKER)).text).not.toContain('Last used')
})

test('the data center of the last sign-in comes first, and says so, also after signing out', async () => {
  const testEnv = createTestEnv()
  const byCountry = [...DATA_CENTER_IDS].sort((a, b) =>
    DATA_CENTERS[a].country.localeCompare(DATA_CENTERS[b].country, 'en'),
  )
  expect(order((await testEnv.browser.get(WORKER)).text)).toEqual(byCountry)
  await testEnv.signIn('de', 'apple')
  await testEnv.signIn('sg', 'apple')
  expect(testEnv.browser.cookies(WORKER).get(cookieName('data-center'))).toBe('sg')
  await testEnv.browser.post(`${WORKER}/sign-out`, {})
  const { text } = await testEnv.browser.get(WORKER)
  expect(order(text)).toEqual(['sg', ...byCountry.filter((id) => id !== 'sg')])
  expect(text).toMatch(/<strong>Singapore<\/strong>\s*<span class="tag">Last used</)
  expect(text.match(/Last used/g)).toHaveLength(1)
})

test.each(['eu', '__proto__', '', '"><script>'])('a made-up cookie, %j, counts as none', async (value) => {
  const testEnv = createTestEnv()
  testEnv.browser.cookies(WORKER).set(cookieName('data-center'), value)
  const { status, text } = await testEnv.browser.get(WORKER)
  expect(status).toBe(200)
  expect(order(text)[0]).toBe('au')
  expect(text).not.toContain('Last used')
})

test('over https the cookie has the prefix that binds it to this host', async () => {
  const live = { PUBLIC_URL: 'https://connect.example.com', SANDBOX_URL: '' }
  const worker = createWorker({ config: readConfig(workerEnvironment(live)), log: () => {} })
  const ask = async (cookie: string) => (await worker.request('/', { headers: { cookie } })).text()
  expect(order(await ask('__Host-data-center=uk'))[0]).toBe('uk')
  expect(order(await ask('data-center=uk'))[0]).toBe('au')
})

import { expect, test } from 'vitest'
import { withCompression } from '../../../edge/worker/http/compress.ts'
import { createTestEnv, WORKER } from '../../helpers/test-env.ts'

/** What a browser is sent: a page, or the stylesheet. */
async function weigh(url: string, cookie = ''): Promise<number> {
  const headers = { 'accept-encoding': 'gzip, deflate, br', cookie }
  const response = await withCompression(testEnv.worker.fetch)(new Request(url, { headers }))
  expect(response.headers.get('content-encoding'), url).toBe('gzip')
  expect(response.headers.get('vary'), url).toContain('Accept-Encoding')
  return (await response.arrayBuffer()).byteLength
}

const testEnv = createTestEnv()

test('withCompression() sends what was asked for as it is to whoever cannot unpack it', async () => {
  const response = await withCompression(testEnv.worker.fetch)(new Request(WORKER))
  expect(response.headers.has('content-encoding')).toBe(false)
  expect(await response.text()).toContain('<h1>Full access to your calendars</h1>')
})

test('a page and its stylesheet weigh less than 20 kB, with 250 calendars as well', async () => {
  await testEnv.signIn('us', 'many-calendars')
  const cookie = [...testEnv.browser.cookies(WORKER)].map(([name, value]) => `${name}=${value}`).join('; ')
  const style = await weigh(`${WORKER}/style.css`)
  for (const path of ['/', '/calendars']) {
    const page = await weigh(WORKER + path, cookie)
    expect(page + style, path).toBeLessThan(20_000)
  }
  const { text } = await testEnv.browser.get(`${WORKER}/calendars`)
  // Nothing else is asked for.
  expect([...text.matchAll(/(?:src|rel="stylesheet" href)="([^"]*)"/g)].map(([, url]) => url)).toEqual(['/style.css'])
})

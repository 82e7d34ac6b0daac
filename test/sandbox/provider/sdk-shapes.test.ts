import { expect, test } from 'vitest'
import { apiBaseUrl, appBaseUrl } from '../../../src/data-centers.ts'
import { createSandboxClient } from '../sandbox-client.ts'
import { expectedFlow, runSdkFlow, SDK_SHAPES, type SendShape } from '../sdk-shapes.ts'

const walks = SDK_SHAPES.flatMap((make) => {
  const { sdk, prefixes } = make()
  return prefixes.map((prefix) => [sdk, prefix, make] as const)
})

function sendTo(base: string): SendShape {
  const { send } = createSandboxClient()
  return async (prefix, { method, path, headers, body }) => {
    const response = await send(`${base}${prefix}${path}`, {
      method,
      headers: { ...headers },
      ...(body !== undefined && { body }),
    })
    return { status: response.status, location: response.headers.get('location'), text: await response.text() }
  }
}

test('the replayed shapes are of three SDKs, and each says where it was read', () => {
  expect(SDK_SHAPES.map((make) => make().sdk)).toEqual([
    'cronofy-ruby 0.41.2',
    'cronofy-php 1.7.4',
    'cronofy-csharp 1.12.8',
  ])
  for (const make of SDK_SHAPES) expect(make().sources.length).toBeGreaterThan(0)
})

test.each(walks)('requests in the shape of %s walk through the whole flow at "%s"', async (_, prefix, make) => {
  expect(await runSdkFlow(make(), prefix, sendTo(''))).toEqual(expectedFlow(prefix))
})

test.each(walks)(
  'requests in the shape of %s find the emulator in place of their API host and app host at "%s"',
  async (_, prefix, make) => {
    const dataCenter = prefix === '/de' ? 'de' : 'us'
    const baseUrls = {
      api: apiBaseUrl(dataCenter, 'http://127.0.0.1:4010'),
      app: appBaseUrl(dataCenter, 'http://127.0.0.1:4010'),
    }
    const send = sendTo('')
    const usedHosts = new Set<string>()
    const toHost: SendShape = (_, request) => {
      if (request.path === '/oauth/token') usedHosts.add(request.host)
      // A page's path has the prefix already.
      const path = request.path.startsWith('/de/') || request.path.startsWith('/us/') ? '' : baseUrls[request.host]
      return send('', { ...request, path: `${path}${request.path}` })
    }
    expect(await runSdkFlow(make(), prefix, toHost)).toEqual(expectedFlow(prefix))
    expect([...usedHosts]).toEqual([make().sdk.startsWith('cronofy-php') ? 'api' : 'app'])
  },
)

test.each(walks)(
  'requests in the shape of %s do so at "%s" when the base URL ends in a slash',
  async (_, prefix, make) => {
    // The Ruby SDK's HTTP client joins the two; the others put one behind the other.
    const send = sendTo('')
    const joined: SendShape = (at, request) =>
      send(at, { ...request, path: at === '' ? request.path : `/${request.path}` })
    expect(await runSdkFlow(make(), prefix, joined)).toEqual(expectedFlow(prefix))
  },
)

test.each(['/v1/calendars/', '//v1/calendars', '/us//v1/calendars', '/us/v1//calendars/'])(
  'GET %s is GET /v1/calendars',
  async (path) => {
    const { send, token } = createSandboxClient()
    const response = await send(`http://127.0.0.1:4010${path}`, { token: await token() })
    expect(response.status).toBe(200)
  },
)

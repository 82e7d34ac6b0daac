import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FaultEntry } from '../../edge/sandbox/index.ts'
import { permissionsBody } from '../sandbox/sandbox-client.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { type ServerProcess, serve } from '../scripts/server-process.ts'

// The command puts other classes in the place of Request and Response, so what listen() is tested for is tried again.
let sandbox: ServerProcess
beforeAll(async () => {
  const port = await findFreePort()
  sandbox = serve([process.execPath, join(ROOT, 'edge/sandbox/cli.ts'), '--port', String(port)], port)
  while (!(await fetch(sandbox.url).catch(() => undefined))) await sleep(20)
})
afterAll(() => sandbox.stop())

async function control(method: string, path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, { method, headers, body: JSON.stringify(body) })
  expect(response.status).toBe(200)
  return response.json()
}

async function call(path: string, json?: object): Promise<Response> {
  const { access_token } = (await control('POST', 'tokens', { account: 'google', data_center: 'us' })) as {
    access_token: string
  }
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
  return fetch(`${sandbox.url}${path}`, {
    headers,
    ...(json !== undefined && { method: 'POST', body: JSON.stringify(json) }),
  })
}

async function callWith(fault: FaultEntry): Promise<Response> {
  await control('PUT', 'faults', [{ ...fault, count: 1 }])
  return call('/v1/calendars')
}

test('npm run sandbox answers whole bodies with their length', async () => {
  const response = await call('/v1/calendars')
  const text = await response.text()
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(Number(response.headers.get('content-length'))).toBe(new TextEncoder().encode(text).length)
  expect(JSON.parse(text)).toMatchObject({ sub: 'acc_us_google' })
})

test('npm run sandbox refuses, asks and shows pages', async () => {
  expect((await fetch(`${sandbox.url}/v1/calendars`)).status).toBe(401)
  expect((await call('/v1/permissions', {})).status).toBe(422)
  const asked = (await (await call('/v1/permissions', permissionsBody(['cal_us_google1_work']))).json()) as {
    permissions_request: { url: string }
  }
  const { url } = asked.permissions_request
  expect(await (await fetch(url)).text()).toContain('Allow unrestricted access?')
  const decided = await fetch(url, { method: 'POST', body: new URLSearchParams('decision=reject'), redirect: 'manual' })
  expect(decided.status).toBe(303)
})

test('npm run sandbox makes faults of answers and of bodies', async () => {
  const route = 'GET /v1/calendars'
  await expect(callWith({ route, fault: 'reset' })).rejects.toThrow()
  await expect(callWith({ route, fault: 'truncated_body' }).then((response) => response.text())).rejects.toThrow()
  expect(await (await callWith({ route, fault: 'html' })).text()).toContain('<!doctype html>')
  expect((await callWith({ route, fault: 'status', status: 503, retry_after: '1' })).headers.get('retry-after')).toBe(
    '1',
  )

  const begin = performance.now()
  const slow = await callWith({ route, fault: 'slow_body', ms: 300 })
  expect(JSON.parse(await slow.text())).toMatchObject({ sub: 'acc_us_google' })
  expect(performance.now() - begin).toBeGreaterThan(250)

  const endless = await callWith({ route, fault: 'endless_body' })
  const reader = endless.body?.getReader()
  for (let piece = 0; piece < 5; piece++) expect((await reader?.read())?.done).toBe(false)
  await reader?.cancel()
  expect((await call('/v1/userinfo')).status).toBe(200)
})

test('npm run sandbox tells of every request, without tokens', async () => {
  const { requests } = (await (await fetch(`${sandbox.url}/sandbox/requests`)).json()) as {
    requests: { path: string; status: number | null; response_body: unknown }[]
  }
  expect(requests.find(({ path, status }) => path === '/v1/calendars' && status === 200)?.response_body).toMatchObject({
    sub: 'acc_us_google',
  })
  expect(JSON.stringify(requests)).not.toMatch(/(at|rt)_us_[0-9a-f]/)
})

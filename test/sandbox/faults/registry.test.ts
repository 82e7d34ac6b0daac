import { expect, test } from 'vitest'
import type { FaultEntry } from '../../../edge/sandbox/index.ts'
import { createSandboxClient, type SandboxClient } from '../sandbox-client.ts'

const READ = 'GET /v1/calendars'
const half = (status: 500 | 502): FaultEntry => ({ route: READ, fault: 'status', status, share: 0.5 })

async function statuses({ call, token }: SandboxClient, count: number, path = '/v1/calendars'): Promise<number[]> {
  const accessToken = await token()
  const seen: number[] = []
  for (let index = 0; index < count; index++) seen.push((await call(path, { token: accessToken })).status)
  return seen
}

test('a fault without count and share hits every call of its route only', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults({ route: READ, fault: 'status', status: 500 })
  expect(await statuses(sandboxClient, 3)).toEqual([500, 500, 500])
  expect(await statuses(sandboxClient, 1, '/v1/userinfo')).toEqual([200])
  expect(await sandboxClient.faultHits()).toEqual([3])
})

test('count limits a fault to the next calls', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults({ route: READ, fault: 'status', status: 500, count: 2 })
  expect(await statuses(sandboxClient, 4)).toEqual([500, 500, 200, 200])
  expect(await sandboxClient.faultHits()).toEqual([2])
})

test('the first matching entry hits a call, and only its count changes', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults(
    { route: 'GET /v1/userinfo', fault: 'status', status: 404 },
    { route: READ, fault: 'status', status: 500, count: 1 },
    { route: READ, fault: 'status', status: 502, count: 2 },
    { route: READ, fault: 'status', status: 503 },
  )
  expect(await statuses(sandboxClient, 5)).toEqual([500, 502, 502, 503, 503])
  expect(await sandboxClient.faultHits()).toEqual([0, 1, 2, 2])
})

test('data_center limits a fault to that data center', async () => {
  const { call, setFaults, token } = createSandboxClient()
  await setFaults({ route: READ, fault: 'status', status: 500, data_center: 'de' })
  const status = async (id: string) => (await call(`/${id}/v1/calendars`, { token: await token('google', id) })).status
  expect([await status('de'), await status('uk'), await status('us')]).toEqual([500, 200, 200])
})

test('data_center "us" hits calls with and without the prefix', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults({ route: READ, fault: 'status', status: 500, data_center: 'us' })
  expect(await statuses(sandboxClient, 1)).toEqual([500])
  expect(await statuses(sandboxClient, 1, '/us/v1/calendars')).toEqual([500])
})

test('share hits about its share of calls, the same calls for the same seed', async () => {
  async function sequence(seed: number | undefined): Promise<string> {
    const sandboxClient = createSandboxClient()
    const json = seed === undefined ? [half(500), half(502)] : { seed, faults: [half(500), half(502)] }
    await sandboxClient.call('/sandbox/faults', { method: 'PUT', json })
    return (await statuses(sandboxClient, 200)).join(' ')
  }
  const seven = await sequence(7)
  expect(await sequence(7)).toBe(seven)
  expect(await sequence(8)).not.toBe(seven)
  expect(await sequence(undefined)).toBe(await sequence(0))
  const count = (status: number) => seven.split(' ').filter((one) => one === String(status)).length
  // Half of the calls, and half of the others.
  expect(Math.abs(count(500) - 100)).toBeLessThan(25)
  expect(Math.abs(count(502) - 50)).toBeLessThan(25)
})

test('share 1 hits every call', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults({ route: READ, fault: 'status', status: 500, share: 1 })
  expect(await statuses(sandboxClient, 3)).toEqual([500, 500, 500])
})

test('an entry draws random numbers independently of other entries', async () => {
  async function sequence(...before: FaultEntry[]): Promise<number[]> {
    const sandboxClient = createSandboxClient()
    await sandboxClient.setFaults(...before, half(500))
    return (await statuses(sandboxClient, 30)).map((status) => (status === 500 ? 1 : 0))
  }
  const other: FaultEntry = { route: 'GET /v1/userinfo', fault: 'status', status: 404, share: 0.5 }
  const another: FaultEntry = { ...other, data_center: 'de' }
  expect(await sequence(other)).toEqual(await sequence(another))
})

test('createSandbox() starts with its faults and seed, and a reset restores them', async () => {
  const sandboxClient = createSandboxClient({ faults: [half(500)], faultSeed: 7 })
  const first = await statuses(sandboxClient, 30)
  expect(new Set(first)).toEqual(new Set([200, 500]))
  await sandboxClient.call('/sandbox/faults', { method: 'PUT', json: { seed: 9, faults: [half(502)] } })
  expect(new Set(await statuses(sandboxClient, 30))).toEqual(new Set([200, 502]))
  for (const reset of [
    () => sandboxClient.call('/sandbox/reset', { method: 'POST' }),
    async () => sandboxClient.sandbox.reset(),
  ]) {
    await reset()
    expect((await sandboxClient.call('/sandbox/faults')).json).toEqual({ seed: 7, faults: [{ ...half(500), hits: 0 }] })
    expect(await statuses(sandboxClient, 30)).toEqual(first)
  }
})

test('setting faults without a seed uses the seed of createSandbox()', async () => {
  const sandboxClient = createSandboxClient({ faultSeed: 7 })
  await sandboxClient.call('/sandbox/faults', { method: 'PUT', json: { seed: 9, faults: [] } })
  await sandboxClient.setFaults(half(500))
  expect((await sandboxClient.call('/sandbox/faults')).json).toMatchObject({ seed: 7 })
})

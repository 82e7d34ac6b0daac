import { expect, test } from 'vitest'
import { ConnectionReset, createConnections } from '../../../edge/sandbox/faults/connections.ts'

const never = new AbortController().signal

test('wait() resolves to false when the signal aborts, was aborted before, or the emulator is reset', async () => {
  const connections = createConnections()
  const giveUp = new AbortController()
  const waiting = [connections.wait(60_000, giveUp.signal), connections.wait(undefined, giveUp.signal)]
  giveUp.abort()
  expect(await Promise.all(waiting)).toEqual([false, false])
  expect(await connections.wait(60_000, giveUp.signal)).toBe(false)

  const kept = [connections.wait(60_000, never), connections.wait(undefined, never)]
  connections.closeAll()
  expect(await Promise.all(kept)).toEqual([false, false])
  expect(await connections.wait(60_000, never)).toBe(false)
})

test('wait() resolves to true when the time has passed', async () => {
  const startedMs = Date.now()
  expect(await createConnections().wait(30, never)).toBe(true)
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(25)
})

test('wasReset() returns true only for the request that was reset', () => {
  const connections = createConnections()
  const [one, two] = [new Request('http://127.0.0.1/'), new Request('http://127.0.0.1/')]
  connections.reset(one)
  expect([connections.wasReset(one), connections.wasReset(two)]).toEqual([true, false])
})

test('ConnectionReset() is a TypeError, as for any network error of fetch', () => {
  expect(new ConnectionReset()).toBeInstanceOf(TypeError)
})

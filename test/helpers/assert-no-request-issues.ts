import { afterEach, expect } from 'vitest'
import { takeHeld } from './validating-transport.ts'

/** Every test of every file ends with this: no request of the client's was one that openapi.yaml does not allow. */
afterEach(async () => {
  const held = await takeHeld()
  expect(held.filter(({ faults }) => faults.length > 0)).toEqual([])
})

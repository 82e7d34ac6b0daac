import { afterEach, expect } from 'vitest'
import { takeRequestIssues } from './validating-transport.ts'

/** Every test of every file ends with this: no request of the client's was one that openapi.yaml does not allow. */
afterEach(async () => {
  const requests = await takeRequestIssues()
  expect(requests.filter(({ issues }) => issues.length > 0)).toEqual([])
})

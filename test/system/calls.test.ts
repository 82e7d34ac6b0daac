import { expect, test } from 'vitest'
import { calls } from '../bench/calls.ts'

test('a flow takes no more calls, redirects and bytes than it may', async () => {
  const options = { pairs: 5, seconds: 1, json: undefined, sections: [] }
  const { tables } = await calls.measure(options, () => undefined)
  const rows = tables.flatMap(({ rows }) => rows)
  expect(rows).toHaveLength(20)
  expect(rows.filter(({ held }) => !held)).toEqual([])
  // A limit that nothing comes near would hold anything.
  expect(
    rows.filter(({ ours, limit }) => limit !== undefined && 'atMost' in limit && ours.median > 0).length,
  ).toBeGreaterThan(12)
})

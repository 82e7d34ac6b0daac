import { expect, test } from 'vitest'
import { calls } from '../bench/calls.ts'

test('a flow takes no more calls, redirects and bytes than it may', async () => {
  const options = { pairs: 5, seconds: 1, json: undefined, sections: [] }
  const { tables } = await calls.measure(options, () => undefined)
  const rows = tables.flatMap(({ rows }) => rows)
  expect(rows).toHaveLength(20)
  expect(rows.filter(({ held }) => !held)).toEqual([])
  // Fewer would be as much of a surprise: nobody can be sent to the access page and back with less.
  const flows = rows.slice(0, 8).map(({ figure, ours }) => [figure, ours.median])
  expect(flows).toEqual([
    ['accepted: calls to the provider', 3],
    ['accepted: redirects', 3],
    ['rejected: calls to the provider', 3],
    ['rejected: redirects', 3],
    ['Enterprise Connect: calls to the provider', 3],
    ['Enterprise Connect: redirects', 1],
    ['already granted: calls to the provider', 1],
    ['already granted: redirects', 1],
  ])
  // A limit that nothing comes near would hold anything.
  expect(
    rows.filter(({ ours, limit }) => limit !== undefined && 'atMost' in limit && ours.median > 0).length,
  ).toBeGreaterThan(12)
})

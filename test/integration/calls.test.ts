import { expect, test } from 'vitest'
import { calls } from '../bench/calls.ts'
import { FLOWS } from '../bench/flows.ts'
import { lengths } from '../bench/lengths.ts'

const OPTIONS = { pairs: 5, seconds: 1, json: undefined, sections: [] }

test.each(FLOWS)(
  'a flow takes no more calls and redirects than it may, and no fewer: $name',
  async ({ walk, limits }) => {
    const { calls: made, redirects } = await walk()
    // A flow with fewer calls would skip a step.
    expect([made.length, redirects]).toEqual([limits.calls, limits.redirects])
  },
)

test.each([
  [calls, 39],
  [lengths, 14],
])('$name keeps its limits, and limits most of its figures', async (section, rowCount) => {
  const { tables } = await section.measure(OPTIONS, () => undefined)
  const rows = tables.flatMap(({ rows }) => rows)
  expect(rows).toHaveLength(rowCount)
  expect(rows.filter(({ held }) => !held)).toEqual([])
  // A limit that nothing comes near would hold anything.
  const limited = rows.filter(({ ours, limit }) => limit !== undefined && ours.median > 0)
  expect(limited.length).toBeGreaterThan(rowCount / 2)
})

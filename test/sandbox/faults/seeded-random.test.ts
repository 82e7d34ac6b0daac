import { expect, test } from 'vitest'
import { createSeededRandom } from '../../../edge/sandbox/faults/seeded-random.ts'

function draws(seed: number, count: number): number[] {
  const random = createSeededRandom(seed)
  return Array.from({ length: count }, random)
}

test('createSeededRandom() returns the reference values of Mulberry32', () => {
  expect(draws(1, 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
})

test('createSeededRandom() depends only on the seed', () => {
  expect(draws(7, 50)).toEqual(draws(7, 50))
  expect(draws(8, 50)).not.toEqual(draws(7, 50))
})

test('createSeededRandom() distributes values evenly from 0 to 1', () => {
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const draw of draws(2026, 10_000)) {
    const tenth = Math.floor(draw * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  expect(tenths).toHaveLength(10)
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

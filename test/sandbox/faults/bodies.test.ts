import { expect, test } from 'vitest'
import {
  type Chunks,
  encodeUtf8,
  slowChunks,
  toStream,
  truncated,
  withNesting,
  withPadding,
} from '../../../edge/sandbox/faults/bodies.ts'

/** Records the pauses. The first `passing` pauses end at once and in full, the others end early. */
function pauses(passing = Number.POSITIVE_INFINITY) {
  const ms: number[] = []
  const pause = async (duration: number) => ms.push(duration) <= passing
  return { ms, pause }
}

async function read(pieces: Chunks): Promise<string[]> {
  const texts: string[] = []
  for await (const piece of pieces) texts.push(new TextDecoder().decode(piece))
  return texts
}

test('slowChunks() spreads a body evenly over its duration', async () => {
  const { ms, pause } = pauses()
  expect(await read(slowChunks(encodeUtf8('0123456789abcdef'), 1000, pause))).toEqual(
    '01 23 45 67 89 ab cd ef'.split(' '),
  )
  expect(ms).toEqual(Array.from({ length: 10 }, () => 100))
})

test('slowChunks() waits for its duration when the body is empty', async () => {
  const { ms, pause } = pauses()
  expect(await read(slowChunks(encodeUtf8(''), 50, pause))).toEqual([])
  expect(ms.reduce((sum, one) => sum + one, 0)).toBe(50)
})

test.each([
  ['slowChunks()', () => slowChunks(encodeUtf8('01'), 1000, pauses(1).pause)],
  ['withPadding()', () => withPadding('', Number.POSITIVE_INFINITY, pauses(3).pause)],
])('%s resets the connection when a pause ends early', async (_, pieces) => {
  await expect(read(pieces())).rejects.toThrow('an injected fault reset the connection')
})

test('truncated() resets the connection after half of the body', async () => {
  const pieces = truncated(encodeUtf8('01234'), pauses().pause)
  expect((await pieces.next()).value).toEqual(encodeUtf8('01'))
  await expect(pieces.next()).rejects.toThrow(TypeError)
})

test('truncated() resets the connection at once when the body is empty', async () => {
  await expect(truncated(encodeUtf8(''), pauses().pause).next()).rejects.toThrow(TypeError)
})

test.each([
  ['{"a":1}', 3, '{"padding":"xxx","a":1}'],
  ['{}', 1, '{"padding":"x"}'],
  ['', 2, '{"padding":"xx"}'],
])('withPadding() adds a field to %j', async (text, bytes, whole) => {
  expect((await read(withPadding(text, bytes, pauses().pause))).join('')).toBe(whole)
})

test('withPadding() sends chunks, with a pause before each', async () => {
  const { ms, pause } = pauses()
  const pieces = await read(withPadding('', 600_000, pause))
  expect(JSON.parse(pieces.join(''))).toEqual({ padding: 'x'.repeat(600_000) })
  expect(Math.max(...pieces.map(({ length }) => length))).toBe(262_144)
  expect(ms).toHaveLength(3)
})

test('withNesting() adds nested arrays to a body', () => {
  expect(withNesting('{"a":1}', 3)).toBe('{"padding":[[[]]],"a":1}')
  expect(withNesting('', 1)).toBe('{"padding":[]}')
})

test('toStream() creates each chunk when it is read, and reports that the reader canceled', async () => {
  const { ms, pause } = pauses()
  let cancelled = false
  const body = toStream(withPadding('', Number.POSITIVE_INFINITY, pause), () => {
    cancelled = true
  })
  expect(ms).toHaveLength(0)
  const reader = body.getReader()
  await reader.read()
  await reader.read()
  expect(ms).toHaveLength(1)
  await reader.cancel()
  expect(cancelled).toBe(true)
})

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

/** Notes the pauses, and lets every one pass at once until `passing` are over. */
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

test('slowChunks() spreads a body over its time', async () => {
  const { ms, pause } = pauses()
  expect(await read(slowChunks(encodeUtf8('0123456789abcdef'), 1000, pause))).toEqual(
    '01 23 45 67 89 ab cd ef'.split(' '),
  )
  expect(ms).toEqual(Array.from({ length: 10 }, () => 100))
})

test('slowChunks() takes its time also where there is nothing to send', async () => {
  const { ms, pause } = pauses()
  expect(await read(slowChunks(encodeUtf8(''), 50, pause))).toEqual([])
  expect(ms.reduce((sum, one) => sum + one, 0)).toBe(50)
})

test.each([
  ['dribble()', () => slowChunks(encodeUtf8('01'), 1000, pauses(1).pause)],
  ['padded()', () => withPadding('', Number.POSITIVE_INFINITY, pauses(3).pause)],
])('%s ends with a cut connection when a pause is ended', async (_, pieces) => {
  await expect(read(pieces())).rejects.toThrow('an injected fault reset the connection')
})

test('truncated() sends half of a body and cuts the connection', async () => {
  const pieces = truncated(encodeUtf8('01234'), pauses().pause)
  expect((await pieces.next()).value).toEqual(encodeUtf8('01'))
  await expect(pieces.next()).rejects.toThrow(TypeError)
})

test('truncated() cuts at once when there is nothing to send', async () => {
  await expect(truncated(encodeUtf8(''), pauses().pause).next()).rejects.toThrow(TypeError)
})

test.each([
  ['{"a":1}', 3, '{"padding":"xxx","a":1}'],
  ['{}', 1, '{"padding":"x"}'],
  ['', 2, '{"padding":"xx"}'],
])('withPadding() puts a field into %j', async (text, bytes, whole) => {
  expect((await read(withPadding(text, bytes, pauses().pause))).join('')).toBe(whole)
})

test('withPadding() comes in pieces, with a pause for each', async () => {
  const { ms, pause } = pauses()
  const pieces = await read(withPadding('', 600_000, pause))
  expect(JSON.parse(pieces.join(''))).toEqual({ padding: 'x'.repeat(600_000) })
  expect(Math.max(...pieces.map(({ length }) => length))).toBe(262_144)
  expect(ms).toHaveLength(3)
})

test('withNesting() puts lists into a body', () => {
  expect(withNesting('{"a":1}', 3)).toBe('{"padding":[[[]]],"a":1}')
  expect(withNesting('', 1)).toBe('{"padding":[]}')
})

test('toStream() makes nothing ahead of its reader, and tells when it wants no more', async () => {
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

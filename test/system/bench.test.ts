import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { compare, LIMITS, type Pair, type Run, spread } from '../bench/figures.ts'
import { answerLength, measureRate } from '../bench/load.ts'
import { readOptions } from '../bench/options.ts'
import { renderTable } from '../bench/table.ts'

const run = (firstAnswerMs: number, memoryMiB: number, loadedMemoryMiB: number, requestsPerSecond: number): Run => ({
  firstAnswerMs,
  memoryMiB,
  loadedMemoryMiB,
  requestsPerSecond,
})
const good: Pair = { ours: run(250, 60, 100, 5000), theirs: run(1000, 120, 200, 1000) }

test.each([
  [['--pairs', '4'], 'Cannot measure: --pairs is "4", not a whole number from 5 to 9999'],
  [['--seconds', '0'], 'Cannot measure: --seconds is "0", not a whole number from 1 to 9999'],
  [['--pairs', 'x'], 'Cannot measure: --pairs is "x", not a whole number from 5 to 9999'],
])('readOptions() throws when it is given %j', (args, message) => {
  expect(() => readOptions(args)).toThrow(new RangeError(message))
})

test('readOptions() reads what it is given', () => {
  expect(readOptions([])).toEqual({ pairs: 5, seconds: 3, json: undefined })
  expect(readOptions(['--pairs', '7', '--seconds', '2', '--json', 'f.json'])).toEqual({
    pairs: 7,
    seconds: 2,
    json: 'f.json',
  })
})

test('spread() finds the middle of an odd and of an even number of figures, and throws when there is none', () => {
  expect(() => spread([])).toThrow(RangeError)
  expect(spread([30, 1, 2])).toEqual({ median: 2, min: 1, max: 30 })
  expect(spread([4, 1, 30, 2])).toEqual({ median: 3, min: 1, max: 30 })
})

test('compare() holds the limits that were promised', () => {
  expect(LIMITS).toEqual({
    firstAnswerMs: { atMost: 0.25 },
    memoryMiB: { atMost: 0.5 },
    loadedMemoryMiB: { atMost: 0.5 },
    requestsPerSecond: { atLeast: 5 },
  })
  expect(compare([good]).map(({ held }) => held)).toEqual([true, true, true, true])
})

test.each([
  ['firstAnswerMs', run(251, 60, 100, 5000)],
  ['memoryMiB', run(250, 61, 100, 5000)],
  ['loadedMemoryMiB', run(250, 60, 101, 5000)],
  ['requestsPerSecond', run(250, 60, 100, 4999)],
] as const)('compare() misses the limit of %s alone when the median of the ratios does', (figure, ours) => {
  const bad = { ours, theirs: good.theirs }
  const missed = (pairs: Pair[]) => compare(pairs).flatMap((row) => (row.held ? [] : [row.figure]))
  expect(missed([bad, bad, good])).toEqual([figure])
  expect(missed([bad, good, good])).toEqual([])
})

test('renderTable() shows medians, ranges, ratios and limits', () => {
  expect(renderTable(compare([good, { ours: run(100, 50, 80, 6000), theirs: run(800, 100, 200, 1000) }]))).toBe(
    [
      '| | sandbox | Prism | ratio | limit | held |',
      '|---|---|---|---|---|---|',
      '| time to first answer, ms | 175 (100 to 250) | 900 (800 to 1000) | 0.19 (0.13 to 0.25) | at most 0.25 | yes |',
      '| resident memory at first, MiB | 55 (50 to 60) | 110 (100 to 120) | 0.50 (0.50 to 0.50) | at most 0.5 | yes |',
      '| resident memory after the load, MiB | 90 (80 to 100) | 200 (200 to 200) | 0.45 (0.40 to 0.50) | at most 0.5 | yes |',
      '| `GET /v1/calendars` per second | 5500 (5000 to 6000) | 1000 (1000 to 1000) | 5.50 (5.00 to 6.00) | at least 5 | yes |',
    ].join('\n'),
  )
})

test.each([
  ['has no head yet', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n', undefined],
  ['is no 200', 'HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n', new Error('401, not 200')],
  ['comes in chunks', 'HTTP/1.1 200 OK\r\nx: y\r\n\r\n', new Error('without a Content-Length')],
  ['is whole', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', 40],
])('answerLength() looks at an answer that %s', (_, text, length) => {
  expect(answerLength(Buffer.from(text))).toEqual(length)
})

test('measureRate() counts the answers of a server over each connection, and rejects when one is no 200', async () => {
  const calls = new Set<string>()
  let count = 0
  const server = createServer(({ url, headers, socket }, answer) => {
    calls.add(`${url} ${headers['authorization']} ${socket.remotePort}`)
    count += 1
    answer.statusCode = url === '/good' ? 200 : 503
    answer.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const headers = { authorization: 'Bearer x' }
  try {
    const rate = await measureRate({ url: `http://127.0.0.1:${port}/good`, headers }, 3, 0.2)
    expect(calls.size).toBe(3)
    for (const call of calls) expect(call).toMatch(/^\/good Bearer x \d+$/)
    // The last answers may come a little later than the time is up.
    expect(rate * 0.2).toBeLessThanOrEqual(count)
    expect(rate * 0.2).toBeGreaterThan(3)
    await expect(measureRate({ url: `http://127.0.0.1:${port}/bad`, headers }, 1, 0.2)).rejects.toThrow('503, not 200')
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

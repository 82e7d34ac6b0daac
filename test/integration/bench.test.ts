import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { limitTable } from '../bench/cost.ts'
import { compare, spread, state } from '../bench/figures.ts'
import { answerLength, measureRate } from '../bench/load.ts'
import { readOptions } from '../bench/options.ts'
import { cpuMicroseconds, mainThreadMs } from '../bench/process.ts'
import { withSection } from '../bench/results.ts'
import { measurePairs, measureRounds } from '../bench/section.ts'
import { renderTable } from '../bench/table.ts'

const good = { ours: 250, theirs: 1000 }

test.each([
  [['--pairs', '4'], 'Cannot measure: --pairs is "4", not a whole number from 5 to 9999'],
  [['--seconds', '0'], 'Cannot measure: --seconds is "0", not a whole number from 1 to 9999'],
  [['--pairs', 'x'], 'Cannot measure: --pairs is "x", not a whole number from 5 to 9999'],
  [['size', 'sizes'], 'Cannot measure: "sizes" is no section, there are size, calls'],
])('readOptions() throws when it is given %j', (args, message) => {
  expect(() => readOptions(args, ['size', 'calls'])).toThrow(new RangeError(message))
})

test('readOptions() reads what it is given', () => {
  const sections = ['size', 'calls']
  expect(readOptions([], sections)).toEqual({ pairs: 5, seconds: 2, json: undefined, sections })
  expect(readOptions(['calls', '--pairs', '7', '--seconds', '3', '--json', 'f.json'], sections)).toEqual({
    pairs: 7,
    seconds: 3,
    json: 'f.json',
    sections: ['calls'],
  })
})

test('spread() finds the middle of an odd and of an even number of figures, and throws when there is none', () => {
  expect(() => spread([])).toThrow(RangeError)
  expect(spread([30, 1, 2])).toEqual({ median: 2, min: 1, max: 30 })
  expect(spread([4, 1, 30, 2])).toEqual({ median: 3, min: 1, max: 30 })
})

test('compare() misses a limit when the median of the ratios does, and not when one of them does', () => {
  const bad = { ours: 251, theirs: 1000 }
  const held = (...pairs: (typeof good)[]) => compare('time', pairs, { atMost: 0.25 }).held
  expect(held(good)).toBe(true)
  expect(held(bad, good, good)).toBe(true)
  expect(held(bad, bad, good)).toBe(false)
  expect(compare('rate', [good], { atLeast: 0.26 }).held).toBe(false)
  expect(compare('time', [bad]).held).toBe(true)
})

test('state() holds a figure that stands alone against its limit', () => {
  expect(state('size', [6], { limit: { atMost: 6 } }).held).toBe(true)
  expect(state('size', [6.1], { limit: { atMost: 6 } }).held).toBe(false)
})

test('renderTable() shows medians, ranges, ratios and limits', () => {
  const rows = [
    compare('time, ms', [good, { ours: 100, theirs: 800 }], { atMost: 0.25 }),
    compare('rate', [good, good], { atLeast: 5 }),
  ]
  expect(renderTable({ figure: '', ours: 'sandbox', theirs: 'Prism', rows })).toBe(
    [
      '|  | sandbox | Prism | ratio | limit | held |',
      '|---|---|---|---|---|---|',
      '| time, ms | 175 (100 to 250) | 900 (800 to 1000) | 0.19 (0.13 to 0.25) | at most 0.25 | yes |',
      '| rate | 250 | 1000 | 0.25 | at least 5 | NO |',
    ].join('\n'),
  )
})

test('renderTable() leaves out columns in which nothing would stand', () => {
  const rows = [
    state('client', [5.25], { note: 'alone' }),
    state('worker', [64.06]),
    state('plan', [Number.POSITIVE_INFINITY]),
  ]
  expect(renderTable({ figure: 'bundle', ours: 'kB', rows })).toBe(
    [
      '| bundle | kB |  |',
      '|---|---|---|',
      '| client | 5.25 | alone |',
      '| worker | 64.1 |  |',
      '| plan | any number |  |',
    ].join('\n'),
  )
})

test('limitTable() marks the limit that comes first on each plan', () => {
  const first = limitTable().rows.filter(({ note }) => note?.startsWith('**first**'))
  expect(first.map(({ figure, ours }) => [figure, ours.median])).toEqual([
    ['Workers, free: requests', 50_000],
    ['Deno Deploy, Free: memory time', expect.any(Number)],
    ["the provider's default quota", 240_000],
  ])
  // An application that is loaded for 200 hours of 720, 30 s for each request: more than if no two came close.
  const [
    ,
    {
      ours: { median },
    } = { ours: spread([0]) },
  ] = first
  expect(median).toBeGreaterThan((200 * 3600) / 30 / 30 / 2)
  expect(median).toBeLessThan(500)
})

test('measureRounds() measures all, in the opposite order every other time', async () => {
  const order: string[] = []
  const subject = (name: string) => async () => order.push(name)
  const subjects = { a: subject('a'), b: subject('b'), c: subject('c') }
  expect(await measureRounds(2, subjects, () => undefined)).toEqual([
    { a: 1, b: 2, c: 3 },
    { c: 4, b: 5, a: 6 },
  ])
  expect(order.join('')).toBe('abccba')
})

test('cpuMicroseconds() and mainThreadMs() say where they work when there is no such file', async () => {
  const message = /^Cannot measure CPU time: \/proc\/0\/\w+ cannot be read\. This is for Linux only$/
  await expect(cpuMicroseconds(0)).rejects.toThrow(message)
  await expect(mainThreadMs(0)).rejects.toThrow(message)
})

test('measurePairs() begins with each of the two every other time', async () => {
  const order: string[] = []
  const subject = (name: string) => async () => order.push(name)
  const pairs = await measurePairs(3, { ours: subject('ours'), theirs: subject('theirs') }, () => undefined)
  expect(order).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs'])
  expect(pairs).toEqual([
    { ours: 1, theirs: 2 },
    { ours: 4, theirs: 3 },
    { ours: 5, theirs: 6 },
  ])
})

test('withSection() puts a section in the place of its older self, and leaves the others', () => {
  const text = withSection(withSection('# Measured\n\nIntro.\n', '## size\n\nold\n'), '## profile\n\nby hand\n')
  expect(text).toBe('# Measured\n\nIntro.\n\n## size\n\nold\n\n## profile\n\nby hand\n')
  expect(withSection(text, '## size\n\nnew\n')).toBe(text.replace('old', 'new'))
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

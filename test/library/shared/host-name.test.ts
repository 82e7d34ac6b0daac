import { expect, test } from 'vitest'
import { isLoopbackHost, parseHostName } from '../../../src/shared/host-name.ts'

test.each([
  'localhost.evil.example',
  'evil-localhost',
  'evillocalhost',
  '.localhost',
  'a..localhost',
  'localhost.',
  'a.localhost.',
  'localhost.localhost.evil',
  '127.0.0.2',
  '0.0.0.0',
  '[::]',
  '::1',
  '',
])('isLoopbackHost() is false for %j (T21)', (hostname) => {
  expect(isLoopbackHost(hostname)).toBe(false)
})

test.each(['127.0.0.1', '[::1]', 'localhost', 'emulator.localhost', 'a.b-c.localhost', 'xn--bcher-kva.localhost'])(
  'isLoopbackHost() is true for %j',
  (hostname) => {
    expect(isLoopbackHost(hostname)).toBe(true)
  },
)

test('isLoopbackHost() takes time that grows linearly with the name', () => {
  expect(isLoopbackHost(`${'a.'.repeat(100_000)}localhost.evil.example`)).toBe(false)
  expect(isLoopbackHost(`${'a'.repeat(200_000)}!`)).toBe(false)
})

test.each([
  '',
  '*',
  '*.example.com',
  'a:80',
  '[::1]:80',
  'a.',
  '.a',
  'a..b',
  'http://a',
  'a/b',
  'a b',
  'a@b',
  'ü',
  '127.1',
  '0x7f.0.0.1',
  '[a]',
])('parseHostName() returns undefined for %j', (value) => {
  expect(parseHostName(value)).toBeUndefined()
})

test.each([
  ['Emulator', 'emulator'],
  ['my_service', 'my_service'],
  ['a.example.com', 'a.example.com'],
  ['192.168.1.5', '192.168.1.5'],
  ['FD00::5', '[fd00::5]'],
  ['[::1]', '[::1]'],
  ['0:0:0:0:0:0:0:1', '[::1]'],
])('parseHostName() returns the host of a URL for %j', (value, hostname) => {
  expect(parseHostName(value)).toBe(hostname)
})

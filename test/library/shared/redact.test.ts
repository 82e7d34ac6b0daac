import { expect, test } from 'vitest'
import { quoteShortWord, quoteUrl, redactText } from '../../../src/shared/redact.ts'

test('quoteShortWord() shows nothing that can be secret (T8)', () => {
  expect(quoteShortWord('eu')).toBe('"eu"')
  for (const value of ['elevenchars', 'e1', '', ['eu'], undefined]) expect(quoteShortWord(value)).toBe('(not shown)')
})

test('quoteUrl() shows nothing that can be secret (T8)', () => {
  expect(quoteUrl('https://user:hunter2@app.example.com/path?token=x#y')).toBe('"https://app.example.com/path"')
  expect(quoteUrl('hunter2')).toBe('(not shown)')
  expect(quoteUrl(undefined)).toBe('(not shown)')
})

test.each([
  ['postgres://app:hunter2@db.example/main', 'postgres://…@db.example/main'],
  ['connect to redis://:p/a?s#s@w@cache.example:6379 failed', 'connect to redis://…@cache.example:6379 failed'],
  ['GET https://db.example/?key=hunter2 failed', 'GET https://db.example/?… failed'],
  ['for "https://db.example/#key=hunter2"', 'for "https://db.example/?…"'],
  ['token abcdefghijklmnopqrst is wrong', 'token … is wrong'],
  ['token 5f3a8c1e9b7d4f60 is wrong', 'token … is wrong'],
  ['Basic YXBwOmh1bnRlcjI/+/+aHVudGVyMg== is wrong', 'Basic … is wrong'],
  ['Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln is wrong', 'Bearer … is wrong'],
  ['code a%2Fb%2Fc%2Fd%2Fe%2Ff is wrong', 'code … is wrong'],
])('redactText() removes what may be a secret: %s (T8)', (text, expected) => {
  expect(redactText(text)).toBe(expected)
  expect(redactText(`Error: ${text}\n    at f (/a.js:1:2)`)).toBe(`Error: ${expected}\n    at f (/a.js:1:2)`)
})

test('redactText() keeps the frames of a stack (T25)', () => {
  const frames = [
    '    at Object.getAccountOfTheCurrentSession (/srv/application/src/accounts/current-account.ts:12:34)',
    '    at async file:///srv/application/node_modules/hono/dist/compose.js:22:17',
  ].join('\n')
  expect(redactText(`Error: hunter2hunter2hunter2\n${frames}`)).toBe(`Error: …\n${frames}`)
})

test('redactText() keeps a text of 4,000 characters, and cuts a longer one before its last word', () => {
  const words = 'ab '.repeat(1333)
  expect(redactText(`${words}x`)).toBe(`${words}x`)
  expect(redactText(`${words}xy`)).toBe(`${words}…`)
})

test('redactText() cuts a long text, and shows no part of the word where it cuts (T8, T24)', () => {
  for (let length = 3_900; length < 4_010; length += 1) {
    expect(redactText(`${'a '.repeat(length / 2)} postgres://app:hunter2@db.example/`)).not.toContain('hunter2')
  }
  for (const part of ['a', '//', '?', '1.', '/a@', ' at :1', '\n', '%', '\n    at :1:1']) {
    expect(redactText(part.repeat(500_000)).length).toBeLessThanOrEqual(8_000)
  }
})

import { expect, test } from 'vitest'
import { formatJson, formatJsonLines } from '../../../edge/sandbox/inspector/json.ts'

test('formatJson() escapes what cannot be seen, and reads back the same', () => {
  const value = {
    'a\u202eb': ['\u0000\u001b[31m', '\u009b', '\u2028', '\u2066x\u2069', '\ufeff', '\ud800', 'שלום 🏖️', '"\\'],
  }
  const text = formatJson(value)
  expect(text).toBe(
    String.raw`{"a\u202eb":["\u0000\u001b[31m","\u009b","\u2028","\u2066x\u2069","\ufeff","\ud800","שלום 🏖️","\"\\"]}`,
  )
  expect(JSON.parse(text)).toEqual(value)
})

test('formatJsonLines() writes lines, and says how much is left out', () => {
  expect(formatJsonLines({ a: 1 }, 12)).toEqual({ text: '{\n  "a": 1\n}', omittedLength: 0 })
  expect(formatJsonLines({ a: 1 }, 11)).toEqual({ text: '{\n  "a": 1\n', omittedLength: 1 })
})

test('formatJsonLines() cuts no character in two', () => {
  expect(formatJsonLines('🏖🏖', 4)).toEqual({ text: '"🏖', omittedLength: 3 })
})

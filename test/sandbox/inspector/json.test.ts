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

test('formatJson() escapes fillers, tags, and marks that would cover other lines (T34)', () => {
  const value = ['\u200b\u3164', 'x\u{e0041}', `a${'\u0301'.repeat(6)}`, `a${'\u0301\u200d'.repeat(5)}`, '👩‍❤️‍💋‍👩']
  const text = formatJson(value)
  const shown = `a${'\u0301'.repeat(4)}`
  const joined = `a${'\u0301\u200d'.repeat(3)}\u0301`
  expect(text).toBe(
    String.raw`["\u200b\u3164","x\udb40\udc41","${shown}\u0301\u0301","${joined}\u200d\u0301${'\u200d'}","👩‍❤️‍💋‍👩"]`,
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

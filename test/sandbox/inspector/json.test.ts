import { expect, test } from 'vitest'
import { writeJsonLines, writeJsonText } from '../../../edge/sandbox/inspector/json.ts'

test('writeJsonText() escapes what cannot be seen, and reads back the same', () => {
  const value = {
    'a\u202eb': ['\u0000\u001b[31m', '\u009b', '\u2028', '\u2066x\u2069', '\ufeff', '\ud800', 'שלום 🏖️', '"\\'],
  }
  const text = writeJsonText(value)
  expect(text).toBe(
    String.raw`{"a\u202eb":["\u0000\u001b[31m","\u009b","\u2028","\u2066x\u2069","\ufeff","\ud800","שלום 🏖️","\"\\"]}`,
  )
  expect(JSON.parse(text)).toEqual(value)
})

test('writeJsonLines() writes lines, and says how much is left out', () => {
  expect(writeJsonLines({ a: 1 }, 12)).toEqual({ text: '{\n  "a": 1\n}', cut: 0 })
  expect(writeJsonLines({ a: 1 }, 11)).toEqual({ text: '{\n  "a": 1\n', cut: 1 })
})

test('writeJsonLines() cuts no character in two', () => {
  expect(writeJsonLines('🏖🏖', 4)).toEqual({ text: '"🏖', cut: 3 })
})

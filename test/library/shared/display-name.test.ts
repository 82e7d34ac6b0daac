import { expect, test } from 'vitest'
import { displayName } from '../../../src/shared/display-name.ts'

test.each([
  ['a right-to-left override', 'Work\u202Elmth.exe', 'Worklmth.exe'],
  ['an isolate without its end', '\u2067Work', 'Work'],
  ['a mark of direction', 'Wo\u200Frk', 'Work'],
  ['a byte order mark', '\uFEFFWork', 'Work'],
  ['a line separator', 'Work\u2028Home', 'Work Home'],
  ['a control', 'Work\u0007', 'Work'],
  ['a tab and line breaks', 'Work\t\r\nHome', 'Work Home'],
  ['half of a surrogate pair', 'Work\uD800', 'Work'],
  ['an unassigned character without a shape', 'Work\u{E0080}', 'Work'],
  ['a filler', 'Wo\u3164rk', 'Work'],
  ['stacked marks', `W${'\u0301'.repeat(50)}ork`, `W${'\u0301'.repeat(4)}ork`],
  [
    'stacked marks with a zero-width joiner between them',
    `W${'\u0301\u200D'.repeat(50)}ork`,
    `W${'\u0301\u200D'.repeat(3)}\u0301\u200Dork`,
  ],
  [
    'stacks of four that joiners connect',
    `W${`${'\u0301'.repeat(4)}\u200C`.repeat(9)}ork`,
    `W${'\u0301'.repeat(4)}\u200Cork`,
  ],
  ['stacked marks with a filler between them', `W${'\u0301\u3164'.repeat(50)}ork`, `W${'\u0301'.repeat(4)}ork`],
])('displayName() removes %s (T34)', (_, name, shown) => {
  expect(displayName(name)).toBe(shown)
})

test.each(['', ' ', '\u200B', '\u3164', '\u2800\u2800', '\u200D', '\u115F\u1160', '\u0301', '\u00AD', '\u{E0001}'])(
  'displayName() is empty for a name without anything visible: %j (T34)',
  (name) => {
    expect(displayName(name)).toBe('')
  },
)

test.each([
  'Work',
  'Ärzte & Söhne',
  'कार्यालय',
  'می‌خواهم',
  '👩‍👩‍👧',
  '👩‍❤️‍💋‍👩',
  '1️⃣',
  'क्‍ष',
  'तुम्हारा',
  'ไม่',
  'שלום',
  '<b>',
])('displayName() keeps %s', (name) => {
  expect(displayName(name)).toBe(name)
})

test('displayName() takes time in proportion to the name (T24)', () => {
  expect(displayName('\u0301'.repeat(500_000))).toBe('')
  expect(displayName('\u0301\u200D'.repeat(500_000))).toBe('')
  expect(displayName(`a${`\u0301${'\u200D'.repeat(1000)}`.repeat(500)}`)).toHaveLength(4 + 1 + 4 * 1000)
  expect(displayName(`${'\u0301\u0301\u0301\u0301'}${'\u200D'.repeat(500_000)}`)).toBe('')
  expect(displayName(undefined)).toBe('')
})

import { expect, test } from 'vitest'
import { quoteForShell } from '../../../edge/sandbox/inspector/shell-quote.ts'

test.each([
  ['a name that would be code', [{ variable: 'TOKEN$(id)' }]],
  ['an empty name', [{ variable: '' }]],
  ['U+0000', ['a\0b']],
])('quoteForShell() throws for %s', (_, word) => {
  expect(() => quoteForShell(word)).toThrow(TypeError)
})

test.each([
  ['http://127.0.0.1:4010/de/v1/calendars', 'http://127.0.0.1:4010/de/v1/calendars'],
  ['', "''"],
  ["it's", "'it'\\''s'"],
  ["'", "''\\'''"],
  ['a b', "'a b'"],
  ['two\nlines\r\n', "'two\nlines\r\n'"],
  ['$TOKEN `id` $(id) !! "x" \\', `'$TOKEN \`id\` $(id) !! "x" \\'`],
  ['=ls', "'=ls'"],
  ['-o', "'-o'"],
  ['~root', "'~root'"],
  ['{a,b}', "'{a,b}'"],
  ['a;b&c|d>e#f*?[g]', "'a;b&c|d>e#f*?[g]'"],
  ['שלום 🏖️', "'שלום 🏖️'"],
])('quoteForShell() writes %j as one word', (text, quoted) => {
  expect(quoteForShell([text])).toBe(quoted)
})

test.each([
  [['authorization: Bearer ', { variable: 'TOKEN' }], '"authorization: Bearer $TOKEN"'],
  [[{ variable: 'TOKEN' }], '"$TOKEN"'],
  [['', { variable: 'TOKEN' }, '', '_x'], `"$\{TOKEN}_x"`],
  [[{ variable: 'CODE' }, { variable: 'STATE' }], '"$CODE$STATE"'],
  [['{"code":"', { variable: 'CODE' }, '","a":"$b"}'], `'{"code":"'"$CODE"'","a":"$b"}'`],
  [["it's ", { variable: 'CODE' }, '!x'], `'it'\\''s '"$CODE"'!x'`],
  [['back\\', { variable: 'CODE' }], `'back\\'"$CODE"`],
  [['`id`', { variable: 'CODE' }], `'\`id\`'"$CODE"`],
])('quoteForShell() lets the shell put values into %j, and nothing else', (word, quoted) => {
  expect(quoteForShell(word)).toBe(quoted)
})

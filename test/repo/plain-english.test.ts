import { expect, test } from 'vitest'
import { findWords } from '../scripts/plain-english.ts'

test('findWords() names each word with its line, and what to write instead', () => {
  expect(findWords('Good.\nWhoever asks is nobody.\nThe colour is grey.')).toEqual([
    { line: 2, word: 'Whoever', instead: expect.any(String) },
    { line: 2, word: 'nobody', instead: expect.any(String) },
    { line: 3, word: 'colour', instead: expect.any(String) },
    { line: 3, word: 'grey', instead: expect.any(String) },
  ])
})

test.each([
  'The behavior of the authorization page',
  'Everyone can read it',
  'Recommend it',
  'The event centers on users',
])('findWords() accepts %j', (text) => {
  expect(findWords(text)).toEqual([])
})

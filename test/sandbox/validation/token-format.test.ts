import { expect, test } from 'vitest'
import { createToken, isToken, TOKEN_PATTERN } from '../../../edge/sandbox/validation/token-format.ts'

const KINDS = ['at', 'rt', 'co', 'pr'] as const

test.each(KINDS)('createToken() creates 32 characters that a URL needs not escape when the kind is %s', (kind) => {
  const tokens = Array.from({ length: 100 }, () => createToken(kind, 'de'))
  expect(new Set(tokens).size).toBe(100)
  for (const token of tokens) {
    expect(token).toHaveLength(32)
    expect(token).toMatch(new RegExp(`^${kind}_de_[0-9a-f]+$`))
    expect(isToken(kind, 'de', token)).toBe(true)
    expect(token.replace(TOKEN_PATTERN, '')).toBe(kind === 'pr' ? token : '')
  }
})

test.each([
  ['of another data center', `at_uk_${'0'.repeat(26)}`],
  ['of another kind', `rt_de_${'0'.repeat(26)}`],
  ['too short', `at_de_${'0'.repeat(25)}`],
  ['too long', `at_de_${'0'.repeat(27)}`],
  ['not hexadecimal', `at_de_${'g'.repeat(26)}`],
  ['in upper case', `at_de_${'A'.repeat(26)}`],
])('isToken() returns false when the token is %s', (_, token) => {
  expect(isToken('at', 'de', token)).toBe(false)
})

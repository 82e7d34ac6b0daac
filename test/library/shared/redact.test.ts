import { expect, test } from 'vitest'
import { quoteAddress } from '../../../src/shared/redact.ts'

test('quoteAddress() shows nothing that may be secret (T8)', () => {
  expect(quoteAddress('https://user:hunter2@app.example.com/path?token=x#y')).toBe('"https://app.example.com/path"')
  expect(quoteAddress('hunter2')).toBe('that was given')
  expect(quoteAddress(undefined)).toBe('that was given')
})

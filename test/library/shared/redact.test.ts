import { expect, test } from 'vitest'
import { quoteUrl } from '../../../src/shared/redact.ts'

test('quoteUrl() shows nothing that can be secret (T8)', () => {
  expect(quoteUrl('https://user:hunter2@app.example.com/path?token=x#y')).toBe('"https://app.example.com/path"')
  expect(quoteUrl('hunter2')).toBe('(not shown)')
  expect(quoteUrl(undefined)).toBe('(not shown)')
})

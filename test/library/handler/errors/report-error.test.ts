import { expect, test } from 'vitest'
import { describeError } from '../../../../src/handler/errors/report-error.ts'
import { InputError } from '../../../../src/index.ts'

test('describeError() returns the message of an error of this package', () => {
  const error = new InputError('invalid_ttl', 'x.')
  expect(describeError(error)).toBe(error.message)
})

test('describeError() redacts the stack of any other error, and leaves out its cause (T8)', () => {
  const error = new Error('token abcdefghijklmnopqrst', { cause: new Error('hidden') })
  expect(describeError(error)).toMatch(/^Error: token …\n/)
  expect(describeError(error)).not.toContain('hidden')
  delete error.stack
  expect(describeError(error)).toBe('Error: token …')
})

import { expect, test } from 'vitest'
import { HttpError } from '../../../../src/handler/errors/http-error.ts'
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

test('describeError() adds what a hook threw, redacted, to an error of this package (T25)', () => {
  const error = new HttpError('on_connected_failed', 'The hook onConnected failed.')
  error.cause = new Error('the database is down for abcdefghijklmnopqrst')
  expect(describeError(error)).toContain('The hook onConnected failed. ')
  expect(describeError(error)).toContain('the database is down for …')
})

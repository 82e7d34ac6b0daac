import { expect, test } from 'vitest'
import { describeError } from '../../../../src/handler/errors/report-error.ts'
import { InputError } from '../../../../src/index.ts'

test('describeError() adds the cause of an error of this package', () => {
  const error = Object.assign(new InputError('invalid_ttl', 'x.'), { cause: new InputError('invalid_key', 'y.') })
  expect(describeError(error)).toMatch(/^x\. .* y\. /)
})

test('describeError() redacts the stack of any other error, and leaves out its cause (T8)', () => {
  const error = new Error('token abcdefghijklmnopqrst', { cause: new Error('hidden') })
  expect(describeError(error)).toMatch(/^Error: token …\n/)
  expect(describeError(error)).not.toContain('hidden')
})

import { expect, test } from 'vitest'
import { failure, toFailure } from '../../edge/worker/failure.ts'
import { wordsFor, wordsForText } from '../../edge/worker/pages/words.ts'
import { InputError, ProviderError } from '../../src/index.ts'

test("toFailure() tells nothing of an error that is not the library's", () => {
  for (const error of [new Error('secret'), 'secret', undefined]) {
    expect(toFailure(error)).toEqual({ code: 'internal_error', status: 500 })
  }
})

test('toFailure() gives the code and a status', () => {
  expect(toFailure(new InputError('no_calendars', 'x'))).toEqual({ code: 'no_calendars', status: 422 })
  const details = { operation: 'GET /v1/calendars', dataCenter: 'de' }
  expect(toFailure(new ProviderError('timeout', 'x', details))).toEqual({ code: 'timeout', status: 504 })
})

test.each(['__proto__', 'constructor', 'toString', '', undefined, '<b>'])('wordsForText() knows no code %j', (code) => {
  expect(wordsForText(code)).toBe(wordsFor('internal_error'))
})

test("wordsFor() says for every failure of a person's own what has changed", () => {
  for (const code of ['no_calendar_chosen', 'signed_out', 'plan_required', 'account_locked'] as const) {
    expect(wordsFor(failure(code).code).text).toContain('Nothing was changed')
  }
})

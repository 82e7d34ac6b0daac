import { expect, test } from 'vitest'
import { readCode, toFailure } from '../../../edge/worker/errors/error-status.ts'
import { english } from '../../../edge/worker/i18n/en.ts'
import { wordsFor } from '../../../edge/worker/i18n/error-messages.ts'
import { InputError, ProviderError } from '../../../src/index.ts'

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

test.each(['__proto__', 'constructor', 'toString', '', '<b>'])('readCode() knows no code %j', (code) => {
  expect(readCode(code)).toBe('internal_error')
})

test('wordsFor() never says that nothing was changed where access may have been allowed already', () => {
  const onTheWayBack = [
    'account_mismatch',
    'account_token_rejected',
    'invalid_grant',
    'signed_out',
    'plan_required',
    'account_scope_insufficient',
    'account_locked',
    'rate_limited',
    'provider_unavailable',
    'timeout',
    'invalid_provider_response',
    'invalid_sealed_request',
    'expired_sealed_request',
    'outcome_not_recorded',
    'internal_error',
  ] as const
  for (const code of onTheWayBack) expect(wordsFor(code, english).text, code).not.toContain('Nothing was changed')
})

test('wordsFor() says that nothing was changed where nothing was asked for', () => {
  for (const code of ['no_calendar_chosen', 'no_calendars', 'too_many_calendars', 'cross_site_request'] as const) {
    expect(wordsFor(code, english).text, code).toContain('Nothing was changed')
  }
})

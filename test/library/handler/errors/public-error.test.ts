import { expect, test } from 'vitest'
import { en } from '../../../../edge/worker/i18n/en.ts'
import { errorMessage } from '../../../../src/handler/errors/error-messages.ts'
import {
  isOperatorError,
  parseErrorCode,
  publicError,
  toPublicError,
} from '../../../../src/handler/errors/public-error.ts'
import { ProviderError, SelectionError } from '../../../../src/index.ts'

test("toPublicError() tells nothing of an error that is not the library's", () => {
  for (const error of [new Error('secret'), 'secret', undefined]) {
    expect(toPublicError(error)).toEqual({ code: 'internal_error', status: 500 })
  }
})

test('toPublicError() gives the code and a status', () => {
  expect(toPublicError(new SelectionError('no_calendars', 'x'))).toEqual({ code: 'no_calendars', status: 422 })
  const details = { operation: 'GET /v1/calendars', dataCenter: 'de' }
  expect(toPublicError(new ProviderError('timeout', 'x', details))).toEqual({ code: 'timeout', status: 504 })
})

test.each([
  ['internal_error', true],
  ['timeout', true],
  ['plan_required', true],
  ['account_scope_insufficient', true],
  ['account_token_rejected', false],
  ['no_calendars', false],
] as const)('isOperatorError() for %s is %s', (code, expected) => {
  expect(isOperatorError(publicError(code))).toBe(expected)
})

test.each(['__proto__', 'constructor', 'toString', '', '<b>'])('parseErrorCode() knows no code %j', (code) => {
  expect(parseErrorCode(code)).toBe('internal_error')
})

test('errorMessage() never says that nothing was changed where access may have been allowed already', () => {
  const onTheWayBack = [
    'account_mismatch',
    'account_token_rejected',
    'invalid_grant',
    'not_signed_in',
    'plan_required',
    'account_scope_insufficient',
    'account_locked',
    'rate_limited',
    'provider_unavailable',
    'timeout',
    'invalid_provider_response',
    'invalid_sealed_request',
    'expired_sealed_request',
    'on_outcome_failed',
    'internal_error',
  ] as const
  for (const code of onTheWayBack) expect(errorMessage(code, en.errors).text, code).not.toContain('Nothing was changed')
})

test('errorMessage() says that nothing was changed where nothing was asked for', () => {
  for (const code of ['no_calendar_selected', 'no_calendars', 'too_many_calendars', 'cross_site_request'] as const) {
    expect(errorMessage(code, en.errors).text, code).toContain('Nothing was changed')
  }
})

import { expect, test } from 'vitest'
import { assertAccount } from '../../src/account.ts'
import { ACCOUNT, CANARY_TOKEN } from '../helpers/fixtures.ts'

test.each([
  ['subject is empty', { subject: '' }],
  ['subject is longer than 128 bytes', { subject: 'ü'.repeat(65) }],
  ['subject is not a string', { subject: 5 }],
  ['accessToken is empty', { accessToken: '' }],
  ['accessToken is missing', { accessToken: undefined }],
  ['accessToken could break a header (T11)', { accessToken: `${CANARY_TOKEN}\r\nx: y` }],
])('assertAccount() throws, and quotes no token, when %s', (_, overrides) => {
  expect(() => assertAccount({ ...ACCOUNT, ...overrides } as never)).toThrow(
    expect.objectContaining({ code: 'invalid_account', message: expect.not.stringContaining(CANARY_TOKEN) }),
  )
})

test('assertAccount() throws when the data center is unknown', () => {
  expect(() => assertAccount({ ...ACCOUNT, dataCenter: 'eu' } as never)).toThrow(
    expect.objectContaining({ code: 'unknown_data_center', message: expect.stringContaining('"eu"') }),
  )
})

test('assertAccount() accepts a subject of 128 bytes', () => {
  expect(() => assertAccount({ ...ACCOUNT, subject: 'ü'.repeat(64) })).not.toThrow()
  expect(() => assertAccount({ ...ACCOUNT, subject: 'x' })).not.toThrow()
})

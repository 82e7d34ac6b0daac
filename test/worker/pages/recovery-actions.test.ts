import { expect, test } from 'vitest'
import { en } from '../../../edge/worker/i18n/en.ts'
import { nameApplication } from '../../../edge/worker/i18n/messages.ts'
import { type RecoveryContext, recoveryActions } from '../../../edge/worker/pages/recovery-actions.ts'
import { errorMessage, type RecoveryAction } from '../../../src/handler/errors/error-messages.ts'

const SIGNED_IN = { retryUrl: '/outcome?request=x', dataCenter: 'de' } as const
const ways = (remedy: RecoveryAction, place: RecoveryContext) => recoveryActions(remedy, place, en.actions)
const labels = (remedy: RecoveryAction, place: RecoveryContext) => ways(remedy, place).map(({ label }) => label)

test('recoveryActions() offers the same step first when that helps', () => {
  expect(ways('retry', SIGNED_IN)).toEqual([
    { href: '/outcome?request=x', label: 'Try again' },
    { href: '/calendars', label: 'Back to your calendars' },
    { href: '/', label: 'Start over' },
  ])
})

test('recoveryActions() offers no step again that has to be posted', () => {
  expect(labels('retry', { dataCenter: 'de' })).toEqual(['Back to your calendars', 'Start over'])
})

test('recoveryActions() offers another connection in the same data center first when that helps', () => {
  expect(ways('reconnect', SIGNED_IN)[0]).toEqual({ href: '/connect/de', label: 'Connect again' })
  expect(ways('reconnect', {})).toEqual([{ href: '/', label: 'Connect again' }])
})

test('recoveryActions() offers the choice first when nothing else helps', () => {
  expect(labels('reselect', SIGNED_IN)).toEqual(['Back to your calendars', 'Start over'])
  expect(labels('reselect', {})).toEqual(['Start over'])
})

test('recoveryActions() leads back to the choice as it was', () => {
  expect(ways('reselect', { retryUrl: '/calendars?selected=-', dataCenter: 'de' })[0]).toEqual({
    href: '/calendars?selected=-',
    label: 'Back to your calendars',
  })
})

test('recoveryActions() offers to finish first after a refusal, and the same step again', () => {
  expect(ways('finish', { ...SIGNED_IN, applicationUrl: 'https://acme.example/' }).slice(0, 2)).toEqual([
    { href: 'https://acme.example/', label: 'Done' },
    { href: '/outcome?request=x', label: 'Try again' },
  ])
  expect(ways('finish', SIGNED_IN)[0]).toEqual({ href: '/', label: 'Done' })
})

test('recoveryActions() never offers the same step again when that cannot help', () => {
  const labels = nameApplication(en, 'Acme').actions
  expect(recoveryActions('leave', { ...SIGNED_IN, applicationUrl: 'https://acme.example/' }, labels)).toEqual([
    { href: 'https://acme.example/', label: 'Go back to Acme' },
    { href: '/calendars', label: 'Back to your calendars' },
    { href: '/', label: 'Start over' },
  ])
  expect(ways('leave', SIGNED_IN)).toEqual([
    { href: '/', label: 'Done' },
    { href: '/calendars', label: 'Back to your calendars' },
  ])
})

test('recoveryActions() offers no address twice', () => {
  expect(labels('retry', { retryUrl: '/calendars', dataCenter: 'de' })).toEqual(['Try again', 'Start over'])
})

test.each([
  ['plan_required', 'leave'],
  ['access_denied', 'finish'],
  ['timeout', 'retry'],
  ['rate_limited', 'retry'],
  ['invalid_authorization_response', 'retry'],
  ['internal_error', 'retry'],
  ['account_scope_insufficient', 'reconnect'],
  ['account_token_rejected', 'reconnect'],
  ['not_signed_in', 'reconnect'],
  ['account_mismatch', 'reselect'],
  ['expired_sealed_request', 'reselect'],
] as const)('errorMessage() says for %s that it helps to %s', (code, remedy) => {
  expect(errorMessage(code, en.errors).recoveryAction).toBe(remedy)
})

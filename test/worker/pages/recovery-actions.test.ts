import { expect, test } from 'vitest'
import { english } from '../../../edge/worker/i18n/en.ts'
import { type Remedy, wordsFor } from '../../../edge/worker/i18n/error-messages.ts'
import { type Place, waysOn } from '../../../edge/worker/pages/recovery-actions.ts'

const SIGNED_IN = { again: '/outcome?request=x', dataCenter: 'de' } as const
const ways = (remedy: Remedy, place: Place) => waysOn(remedy, place, english.ways)
const labels = (remedy: Remedy, place: Place) => ways(remedy, place).map(({ label }) => label)

test('waysOn() offers the same step first when that helps', () => {
  expect(ways('try again', SIGNED_IN)).toEqual([
    { href: '/outcome?request=x', label: 'Try again' },
    { href: '/calendars', label: 'Back to your calendars' },
    { href: '/', label: 'Start over' },
  ])
})

test('waysOn() offers no step again that has to be posted', () => {
  expect(labels('try again', { dataCenter: 'de' })).toEqual(['Back to your calendars', 'Start over'])
})

test('waysOn() offers another connection in the same data center first when that helps', () => {
  expect(ways('connect again', SIGNED_IN)[0]).toEqual({ href: '/connect/de', label: 'Connect again' })
  expect(ways('connect again', {})).toEqual([{ href: '/', label: 'Connect again' }])
})

test('waysOn() offers the choice first when nothing else helps', () => {
  expect(labels('choose again', SIGNED_IN)).toEqual(['Back to your calendars', 'Start over'])
  expect(labels('choose again', {})).toEqual(['Start over'])
})

test('waysOn() leads back to the choice as it was', () => {
  expect(ways('choose again', { again: '/calendars?chosen=-', dataCenter: 'de' })[0]).toEqual({
    href: '/calendars?chosen=-',
    label: 'Back to your calendars',
  })
})

test('waysOn() offers no address twice', () => {
  expect(labels('try again', { again: '/calendars', dataCenter: 'de' })).toEqual(['Try again', 'Start over'])
})

test.each([
  ['timeout', 'try again'],
  ['rate_limited', 'try again'],
  ['invalid_authorization_response', 'try again'],
  ['internal_error', 'try again'],
  ['account_scope_insufficient', 'connect again'],
  ['account_token_rejected', 'connect again'],
  ['signed_out', 'connect again'],
  ['account_mismatch', 'choose again'],
  ['expired_sealed_request', 'choose again'],
] as const)('wordsFor() says for %s that it helps to %s', (code, remedy) => {
  expect(wordsFor(code, english).remedy).toBe(remedy)
})

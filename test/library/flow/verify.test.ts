import { expect, test } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import type { CronofyCalendar } from '../../../src/client/response-parsers.ts'
import { toOutcome } from '../../../src/flow/verify.ts'
import { unrestrictedCalendar } from '../../helpers/fixtures.ts'

/** Hashes an ID to its first character, so that IDs collide. */
const hash = { key: new Uint8Array(16), digestOf: (id: string) => id.charCodeAt(0) }

const outcomeOf = (...listed: CronofyCalendar[]) =>
  toOutcome(
    createClient(),
    {
      requestId: '0b8f0a4e-7a55-4a8c-9f3a-6f2c6d0c1e11',
      subject: 'user-1',
      dataCenter: 'de',
      permissionLevel: 'unrestricted',
      calendars: [hash.digestOf('a')],
      hashKey: hash.key,
    },
    listed,
    { denied: false, hash },
  )

test('toOutcome() counts two calendars with one digest as not granted', () => {
  const listed = ['a-requested', 'a-other'].map((id) => unrestrictedCalendar(id))
  expect(outcomeOf(...listed)).toMatchObject({ status: 'unconfirmed', calendars: [], missingCount: 1 })
})

test('toOutcome() counts a calendar that is listed twice', () => {
  const listed = ['a', 'a', 'b'].map((id) => unrestrictedCalendar(id))
  expect(outcomeOf(...listed)).toMatchObject({ status: 'granted', missingCount: 0 })
})

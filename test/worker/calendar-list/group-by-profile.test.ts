import { expect, test } from 'vitest'
import { groupByProfile } from '../../../edge/worker/calendar-list/group-by-profile.ts'

test('calendars are grouped by profile, in the order of the list', () => {
  const calendars = [
    { calendar_id: 'cal_1', profile_id: 'pro_1', profile_name: 'ada@work.example', provider_name: 'google' },
    { calendar_id: 'cal_2', profile_id: 'pro_2', profile_name: 'ada@home.example', provider_name: 'apple' },
    { calendar_id: 'cal_3', profile_id: 'pro_1', profile_name: 'ada@work.example', provider_name: 'google' },
  ]
  const groups = groupByProfile(calendars, ({ calendar_id }) => calendar_id)
  expect(groups).toMatchObject([
    { name: 'ada@work.example', calendars: ['cal_1', 'cal_3'] },
    { name: 'ada@home.example', calendars: ['cal_2'] },
  ])
})

test('the profile of each calendar is read at most three times, however many profiles there are (T24)', () => {
  let reads = 0
  const calendars = Array.from({ length: 250 }, (_, index) => ({
    calendar_id: `cal_${index}`,
    get profile_id() {
      reads += 1
      return `pro_${index}`
    },
  }))
  expect(groupByProfile(calendars, ({ calendar_id }) => calendar_id)).toHaveLength(250)
  expect(reads).toBeLessThanOrEqual(3 * 250)
})

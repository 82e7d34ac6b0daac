import { expect, test } from 'vitest'
import { defaultSeed } from '../../../edge/sandbox/config/default-seed.ts'
import { calendarsOf, createAccounts } from '../../../edge/sandbox/store/accounts.ts'

const calendar = { id: 'work', name: 'Work' }
const profile = { id: 'one', provider: 'google', name: 'a@example.com', calendars: [calendar] }

test('createAccounts() puts the data center into every id', () => {
  const account = createAccounts(
    { ...defaultSeed, accounts: [{ name: 'a', description: '', profiles: [profile] }] },
    'de',
  ).get('a')
  expect(account?.sub).toBe('acc_de_a')
  expect(account?.profiles[0]?.profile_id).toBe('pro_de_one')
  expect(account?.profiles[0]?.calendars[0]).toEqual({
    provider_name: 'google',
    profile_id: 'pro_de_one',
    profile_name: 'a@example.com',
    calendar_id: 'cal_de_one_work',
    calendar_name: 'Work',
    calendar_readonly: false,
    calendar_deleted: false,
    calendar_primary: false,
    calendar_integrated_conferencing_available: true,
    calendar_attachments_available: true,
    permission_level: 'sandbox',
  })
})

test('createAccounts() gives books of their own each time', () => {
  const first = createAccounts(defaultSeed, 'us').get('apple')
  const second = createAccounts(defaultSeed, 'us').get('apple')
  for (const opened of first?.profiles ?? []) {
    for (const known of opened.calendars) known.permission_level = 'unrestricted'
  }
  expect(second?.profiles[0]?.calendars[0]?.permission_level).toBe('sandbox')
})

test('createAccounts() opens the default seed with every kind of calendar that integrations meet', () => {
  const accounts = createAccounts(defaultSeed, 'us')
  const google = accounts.get('google')
  const calendars = google ? calendarsOf(google) : []
  const plain = calendars.filter(
    (known) => !known.calendar_readonly && !known.calendar_deleted && known.permission_level === 'sandbox',
  )
  expect(google?.profiles).toHaveLength(2)
  expect(plain.length).toBeGreaterThanOrEqual(3)
  expect(calendars.some((known) => known.calendar_readonly)).toBe(true)
  expect(calendars.some((known) => known.calendar_deleted)).toBe(true)
  expect(calendars.some((known) => known.permission_level === 'unrestricted')).toBe(true)
  expect(calendars.some((known) => known.calendar_name?.includes('<script>'))).toBe(true)
  expect(calendars.some((known) => /\p{Script=Hebrew}/u.test(known.calendar_name ?? ''))).toBe(true)
  expect(calendars.some((known) => /\p{Emoji_Presentation}/u.test(known.calendar_name ?? ''))).toBe(true)
  expect([...accounts.keys()]).toEqual([
    'google',
    'microsoft',
    'apple',
    'enterprise',
    'enterprise-no-scope',
    'no-calendars',
    'many-calendars',
    'locked',
    'no-plan',
    'narrow-scope',
  ])
})

import { expect, test } from 'vitest'
import { defaultSeed } from '../../../edge/sandbox/config/default-seed.ts'
import { createAccounts } from '../../../edge/sandbox/store/accounts.ts'

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

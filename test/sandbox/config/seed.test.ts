import { expect, test } from 'vitest'
import { createSandbox, type Seed } from '../../../edge/sandbox/index.ts'
import { createSandboxClient } from '../sandbox-client.ts'

const calendar = { id: 'work', name: 'Work' }
const profile = { id: 'one', provider: 'google', name: 'a@example.com', calendars: [calendar] }
const account = { name: 'a', description: '', profiles: [profile] }
const client = { clientId: 'c', clientSecret: 's' }

test.each<[string, Seed]>([
  ['client "c"', { clients: [client, client], accounts: [] }],
  ['account "a"', { clients: [client], accounts: [account, { ...account, profiles: [] }] }],
  ['profile "one"', { clients: [client], accounts: [account, { ...account, name: 'b' }] }],
  [
    'calendar of profile "one" "work"',
    { clients: [client], accounts: [{ ...account, profiles: [{ ...profile, calendars: [calendar, calendar] }] }] },
  ],
])('createSandbox() throws when %s is in the seed twice', (what, seed) => {
  expect(() => createSandbox({ seed })).toThrow(TypeError)
  expect(() => createSandbox({ seed })).toThrow(`Cannot create the emulator: ${what} is in the seed twice`)
})

test('createSandbox() serves the seed it is given and no other', async () => {
  const { token, call } = createSandboxClient({ seed: { clients: [client], accounts: [account] } })
  const { json } = await call('/v1/calendars', { token: await token('a') })
  expect(json).toMatchObject({ sub: 'acc_us_a', calendars: [{ calendar_id: 'cal_us_one_work' }] })
  const unknown = await call('/sandbox/tokens', { json: { account: 'google', data_center: 'us' } })
  expect(unknown.status).toBe(404)
})

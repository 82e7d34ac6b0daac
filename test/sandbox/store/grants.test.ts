import { expect, test } from 'vitest'
import { defaultSeed } from '../../../edge/sandbox/index.ts'
import { calendarsOf, openAccounts } from '../../../edge/sandbox/store/accounts.ts'
import { createGrants } from '../../../edge/sandbox/store/grants.ts'

function setUp() {
  const account = openAccounts(defaultSeed, 'us').get('apple')
  const [work, home] = account === undefined ? [] : calendarsOf(account)
  if (account === undefined || work === undefined || home === undefined) throw new Error('Cannot find the calendars')
  return { account, work, home, grants: createGrants() }
}

test('give() shows at once, or when so many reads are over', () => {
  const { account, work, home, grants } = setUp()
  grants.give([work])
  grants.give([home], 2)
  expect([work.permission_level, home.permission_level]).toEqual(['unrestricted', 'sandbox'])
  expect(grants.pending(account)).toEqual({ cal_us_apple1_home: 2 })
  grants.countRead(account)
  expect(grants.pending(account)).toEqual({ cal_us_apple1_home: 1 })
  expect(home.permission_level).toBe('sandbox')
  grants.countRead(account)
  expect(grants.pending(account)).toEqual({})
  expect(home.permission_level).toBe('unrestricted')
})

test('give() keeps the grant that shows first, and never takes one back', () => {
  const { account, work, home, grants } = setUp()
  grants.give([work, home], 3)
  grants.give([work], 5)
  grants.give([home])
  expect(grants.pending(account)).toEqual({ cal_us_apple1_work: 3 })
  grants.give([home], 5)
  expect(home.permission_level).toBe('unrestricted')
  expect(grants.pending(account)).toEqual({ cal_us_apple1_work: 3 })
})

import { expect, test } from 'vitest'
import { defaultSeed } from '../../../edge/sandbox/index.ts'
import { calendarsOf, createAccounts } from '../../../edge/sandbox/store/accounts.ts'
import { createGrants } from '../../../edge/sandbox/store/grants.ts'

function setUp() {
  const account = createAccounts(defaultSeed, 'us').get('apple')
  const [work, home] = account === undefined ? [] : calendarsOf(account)
  if (account === undefined || work === undefined || home === undefined) throw new Error('Cannot find the calendars')
  return { work, home, grants: createGrants() }
}

test('grant() keeps the grant that shows first, and never takes one back', () => {
  const { work, home, grants } = setUp()
  grants.grant([work, home], 3)
  grants.grant([work], 5)
  grants.grant([home])
  expect(grants.pendingReads([work, home])).toEqual({ cal_us_apple1_work: 3 })
  grants.grant([home], 5)
  expect(home.permission_level).toBe('unrestricted')
  expect(grants.pendingReads([work, home])).toEqual({ cal_us_apple1_work: 3 })
})

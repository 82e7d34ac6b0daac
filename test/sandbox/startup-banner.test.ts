import { expect, test } from 'vitest'
import { defaultSeed } from '../../edge/sandbox/index.ts'
import { startupBanner } from '../../edge/sandbox/startup-banner.ts'

test('startupBanner() gives the addresses, the credentials, every account and a curl to begin with', () => {
  const text = startupBanner('http://127.0.0.1:4010', defaultSeed)
  expect(text).toContain('this is not Cronofy')
  expect(text).toMatch(/^Inspector .*: http:\/\/127\.0\.0\.1:4010\/sandbox$/m)
  expect(text).toContain('client_id sandbox  client_secret sandbox-secret')
  for (const { name, description } of defaultSeed.accounts)
    expect(text).toMatch(new RegExp(`^  ${name} +${description}$`, 'm'))
  expect(text).toContain(
    `curl http://127.0.0.1:4010/sandbox/tokens -H 'content-type: application/json' -d '{"account":"google","data_center":"us"}'`,
  )
})

test('startupBanner() gives no curl where the seed has no account', () => {
  const text = startupBanner('http://127.0.0.1:4010', { ...defaultSeed, accounts: [] })
  expect(text).toContain('Accounts: none')
  expect(text).not.toContain('curl')
})

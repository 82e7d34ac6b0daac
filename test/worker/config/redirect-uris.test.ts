import { expect, test } from 'vitest'
import { describeRedirectUris } from '../../../edge/worker/config/redirect-uris.ts'
import { readConfig } from '../../../edge/worker/index.ts'
import { CREDENTIALS, serviceEnvironment } from '../../helpers/service-test-env.ts'

test('describeRedirectUris() names what to register in each data center', () => {
  expect(describeRedirectUris(readConfig(serviceEnvironment(CREDENTIALS)))).toBe(
    `Register these redirect URIs at Cronofy:
  de  http://localhost:8787/connect/callback/de
  de  http://localhost:8787/connections/callback/de
  uk  http://localhost:8787/connect/callback/uk
  uk  http://localhost:8787/connections/callback/uk
`,
  )
})

test('describeRedirectUris() names no connection without API keys, and is empty without credentials', () => {
  const connectOnly = readConfig(serviceEnvironment({ ...CREDENTIALS, API_KEYS: '', ALLOWED_RETURN_URLS: '' }))
  expect(describeRedirectUris(connectOnly)).not.toContain('/connections/')
  expect(describeRedirectUris(readConfig(serviceEnvironment()))).toBe('')
})

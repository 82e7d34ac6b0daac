import { expect, test } from 'vitest'
import { readListenAddress, readServerConfig } from '../../../edge/worker/config/listen-address.ts'

test.each(['abc', '0', '65536', '80.5', '-1', '0x1F90', '1e3', ' 80', '008080'])(
  'readListenAddress() throws when PORT is %s',
  (PORT) => {
    expect(() => readListenAddress({ PORT })).toThrow(`PORT "${PORT}" must be an integer from 1 to 65535.`)
  },
)

test('readListenAddress() takes what is empty for absent', () => {
  expect(readListenAddress({})).toEqual({ port: 8787, hostname: '127.0.0.1' })
  expect(readListenAddress({ PORT: '', HOST: '' })).toEqual({ port: 8787, hostname: '127.0.0.1' })
  expect(readListenAddress({ PORT: '80', HOST: '0.0.0.0' })).toEqual({ port: 80, hostname: '0.0.0.0' })
})

test('readServerConfig() names the faults of address and configuration at once', () => {
  expect(() => readServerConfig({ PORT: '99999', SEALING_KEYS: 'short' }, 'Node')).toThrow(
    /PUBLIC_URL is missing[\s\S]*SEALING_KEYS[\s\S]*PORT "99999"/,
  )
})

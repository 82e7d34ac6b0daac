import { expect, test } from 'vitest'
import { readAddress, readServer } from '../../../edge/worker/config/listen-address.ts'

test.each(['abc', '0', '65536', '80.5', '-1', '0x1F90', '1e3', ' 80', '008080'])(
  'readAddress() throws when PORT is %s',
  (PORT) => {
    expect(() => readAddress({ PORT })).toThrow(`PORT "${PORT}" is not a number from 1 to 65535`)
  },
)

test('readAddress() takes what is empty for absent', () => {
  expect(readAddress({})).toEqual({ port: 8787, hostname: '127.0.0.1' })
  expect(readAddress({ PORT: '', HOST: '' })).toEqual({ port: 8787, hostname: '127.0.0.1' })
  expect(readAddress({ PORT: '80', HOST: '0.0.0.0' })).toEqual({ port: 80, hostname: '0.0.0.0' })
})

test('readServer() names the faults of address and configuration at once', () => {
  expect(() => readServer({ PORT: '99999', SEALING_KEYS: 'short' })).toThrow(
    /PUBLIC_URL is missing[\s\S]*SEALING_KEYS[\s\S]*PORT "99999"/,
  )
})

import { expect, test } from 'vitest'
import { MASK, maskAddress, maskValue } from '../../edge/sandbox/mask.ts'

test.each([
  ['access_token'],
  ['refresh_token'],
  ['token'],
  ['code'],
  ['client_secret'],
  ['state'],
  ['request'],
  ['link_token'],
  ['authorization'],
])('maskValue() hides %s, as a field and in addresses', (name) => {
  const masked = JSON.stringify(
    maskValue({
      [name]: 'SECRET',
      list: [{ [name]: { deep: 'SECRET' } }],
      address: `https://a.example/?x=1&${name}=SECRET&${name}=SECRET#x`,
      nested: `/authorize?redirect_uri=${encodeURIComponent(`https://a.example/?${name}=SECRET`)}`,
    }),
  )
  expect(masked).not.toContain('SECRET')
  expect(masked).toContain(MASK)
  expect(masked).toContain('x=1')
})

test('maskValue() leaves everything else as it is', () => {
  const value = { a: 1, b: [true, null, 'text, no question mark'], c: { permission_level: 'unrestricted' } }
  expect(maskValue(value)).toEqual(value)
})

test('maskValue() does not follow a value that is nested without end', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}"SECRET"${']'.repeat(20_000)}`)
  expect(JSON.stringify(maskValue(deep))).toContain(MASK)
})

test('maskAddress() hides a secret that a naive redirect ran into another parameter', () => {
  expect(maskAddress('https://a.example/?x=1?request=SECRET')).not.toContain('SECRET')
})

test('maskAddress() leaves an address without a query as it is', () => {
  expect(maskAddress('/de/permissions/pr_de_1')).toBe('/de/permissions/pr_de_1')
})

import { expect, test } from 'vitest'
import { MASK, maskText, maskValue } from '../../edge/sandbox/mask.ts'
import { createSecret } from '../../edge/sandbox/secret.ts'

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

test('maskText() hides a secret in an address that is escaped twice', () => {
  const inner = encodeURIComponent('https://a.example/?request=SECRET&own=1')
  const outer = encodeURIComponent(`https://b.example/?next=${inner}`)
  const masked = maskText(`/authorize?redirect_uri=${outer}&scope=read_write`)
  expect(masked).not.toContain('SECRET')
  expect(masked).toContain('scope=read_write')
})

test('maskText() hides a secret that a naive redirect ran into another parameter', () => {
  expect(maskText('https://a.example/?x=1?request=SECRET')).not.toContain('SECRET')
})

test('maskText() hides tokens and codes wherever they stand', () => {
  for (const kind of ['at', 'rt', 'co'] as const) {
    const token = createSecret(kind, 'de')
    for (const text of [
      token,
      `/v1/${token}`,
      `see ${token}.`,
      `/?x=${token}`,
      `/?x=${encodeURIComponent(`?y=${token}`)}`,
    ]) {
      expect(maskText(text)).not.toContain(token)
    }
  }
})

test.each(['/de/permissions/pr_de_1', '/?a=%20+b&c', 'What? 1 & 2', 'decode=1', '/?country_code=1'])(
  'maskText() leaves %j as it is',
  (text) => {
    expect(maskText(text)).toBe(text)
  },
)

import { expect, test } from 'vitest'
import {
  type BrandInput,
  brandStyle,
  DEFAULT_BRAND,
  logoCspSource,
  readBrand,
} from '../../../edge/worker/config/brand.ts'
import { contrastRatio } from '../../../edge/worker/config/contrast.ts'
import { createWorker, readConfig } from '../../../edge/worker/index.ts'
import { createTestEnv, WORKER, workerEnvironment } from '../../helpers/test-env.ts'

const NONE: BrandInput = { name: undefined, logo: undefined, color: undefined, url: undefined, sandbox: false }

const read = (given: Partial<BrandInput>) => {
  const problems: string[] = []
  const brand = readBrand({ ...NONE, ...given }, problems)
  return { brand, problems }
}

test.each([
  [{ name: 'a'.repeat(61) }, 'BRAND_NAME must be one line'],
  [{ name: 'two\nlines' }, 'BRAND_NAME must be one line'],
  [{ logo: 'logo.svg' }, 'must be an absolute URL'],
  [{ logo: 'http://example.com/logo.svg' }, 'must be https'],
  [{ logo: 'data:image/svg+xml,<svg/>' }, 'must be https'],
  [{ logo: 'https://me@example.com/logo.svg' }, 'must not contain a user name'],
  [{ color: 'blue' }, 'BRAND_COLOR must be rrggbb or #rrggbb'],
  [{ color: '#00f' }, 'BRAND_COLOR must be rrggbb or #rrggbb'],
  [{ color: '#0000ff;}' }, 'BRAND_COLOR must be rrggbb or #rrggbb'],
  [{ color: '#0000ff,#8888ff,#ffffff' }, 'BRAND_COLOR must be rrggbb or #rrggbb'],
  [{ color: '' }, 'BRAND_COLOR is set to an empty value. In an env file, "#" begins a comment'],
  // `BRAND_COLOR=0000ff,#8888ff` in an env file.
  [{ color: '0000ff,' }, 'In an env file, "#" begins a comment'],
  [{ url: 'acme.example' }, 'must be an absolute URL'],
  [{ url: 'http://acme.example' }, 'must be https'],
  [{ url: 'javascript:alert(1)' }, 'must be https'],
  [{ url: 'https://me@acme.example' }, 'must not contain a user name'],
  [{ url: 'http://localhost:3000' }, 'must be https. http is allowed with SANDBOX_URL only'],
  [{ url: 'http://acme.example', sandbox: true }, 'must be https'],
  [{ color: '#ffcc00' }, 'is not readable on light pages. Its contrast is 1.4.'],
  [{ color: '#0000ff,#0000ff' }, 'is not readable on dark pages'],
])('readBrand() says what is wrong with %j', (given, problem) => {
  expect(read(given).problems).toEqual([expect.stringContaining(problem)])
})

test('readConfig() names the faults of a brand beside all others', () => {
  const faulty = { BRAND_LOGO: 'x', BRAND_COLOR: 'red', SEALING_KEYS: 'short' }
  expect(() => readConfig(workerEnvironment(faulty))).toThrow(/SEALING_KEYS[\s\S]*BRAND_LOGO[\s\S]*BRAND_COLOR/)
})

test('readBrand() leaves the pages as they are when nothing is given', () => {
  expect(read({})).toEqual({ brand: DEFAULT_BRAND, problems: [] })
  expect(brandStyle(DEFAULT_BRAND)).toBe('')
  expect(logoCspSource(DEFAULT_BRAND)).toBeUndefined()
})

test.each(['#003366', '003366', ' 003366 '])('readBrand() reads the color %j', (color) => {
  expect(read({ color }).brand.color?.light).toBe('#003366')
  expect(read({ color: `${color},88bbff` }).brand.color).toEqual({ light: '#003366', dark: '#88bbff' })
})

test.each([
  ['https://acme.example/app?from=calendar#top', false],
  ['http://localhost:3000/', true],
])('readBrand() reads the URL %s', (url, sandbox) => {
  expect(read({ url, sandbox })).toMatchObject({ brand: { url }, problems: [] })
})

test('readConfig() tells an empty BRAND_COLOR from an absent one', () => {
  expect(readConfig(workerEnvironment()).brand).toEqual(DEFAULT_BRAND)
  expect(() => readConfig(workerEnvironment({ BRAND_COLOR: ' ' }))).toThrow('BRAND_COLOR is set to an empty value')
  expect(readConfig(workerEnvironment({ BRAND_URL: 'http://localhost:3000' })).brand?.url).toBe(
    'http://localhost:3000/',
  )
})

test('readBrand() lightens a colour for dark pages until it can be read there', () => {
  const { brand, problems } = read({ color: '#003366' })
  expect(problems).toEqual([])
  expect(brand.color?.light).toBe('#003366')
  expect(contrastRatio(brand.color?.dark ?? '', '#1d2229')).toBeGreaterThanOrEqual(4.5)
  expect(read({ color: '#003366,#88bbff' }).brand.color?.dark).toBe('#88bbff')
})

test('logoCspSource() names one address, and nothing in it ends the policy', () => {
  const { brand } = read({ logo: 'https://img.example.com/a;b,c.svg?v=1;script-src *' })
  expect(logoCspSource(brand)).toBe('https://img.example.com/a%3Bb%2Cc.svg')
})

test('a worker shows name, logo and colour, and opens its policy for the logo alone (T14)', async () => {
  const overrides = {
    BRAND_NAME: 'Acme <Calendars>',
    BRAND_LOGO: 'https://img.example.com/logo.svg?v=2',
    BRAND_COLOR: '#7a1f5c',
  }
  const testEnv = createTestEnv({ overrides })
  for (const page of [await testEnv.browser.get(WORKER), await testEnv.signIn('de', 'apple')]) {
    expect(page.text).toContain('<bdi>Acme &lt;Calendars&gt;</bdi>')
    expect(page.text).toContain('<img src="https://img.example.com/logo.svg?v=2" alt="" referrerpolicy="no-referrer">')
    expect(page.text).toMatch(/<title>.* – Acme &lt;Calendars&gt;<\/title>/)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
    expect(policy).toContain('; img-src https://img.example.com/logo.svg;')
  }
  const plain = await createTestEnv().browser.get(WORKER)
  expect(plain.headers.get('content-security-policy')).not.toContain('img-src')
  const style = await (await testEnv.worker.request(`${WORKER}/style.css`)).text()
  expect(style).toMatch(/--accent: light-dark\(#7a1f5c, #[0-9a-f]{6}\); --on-accent: light-dark\(#ffffff, #000000\)/)
  const worker = createWorker({ config: readConfig(workerEnvironment()) })
  expect(await (await worker.request(`${WORKER}/style.css`)).text()).not.toContain('#7a1f5c')
})

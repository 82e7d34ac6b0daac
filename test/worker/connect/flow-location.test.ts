import { describe, expect, test } from 'vitest'
import { createTestEnv, offeredCalendars, SANDBOX, selectedCalendars, WORKER } from '../../helpers/test-env.ts'

/** Has the form of a seal. */
const SEAL = `eyJhbGciOiJkaXIifQ..${'i'.repeat(16)}.c2VhbGVk.${'t'.repeat(22)}`

/** A stage whose provider can be broken, for the calls whose address ends so. */
function breakable() {
  let broken: string | undefined
  const testEnv = createTestEnv({
    intercept: ({ url }) =>
      broken !== undefined && url.endsWith(broken) ? Response.json({}, { status: 500 }) : undefined,
  })
  return {
    ...testEnv,
    fail: (path: string | undefined) => {
      broken = path
    },
  }
}

/** Where the first way on leads. */
function firstWayOn({ text }: { text: string }): { href: string; label: string } {
  const [, href = '', label = ''] = /<a class="button" href="([^"]*)">([^<]*)</.exec(text) ?? []
  return { href: href.replaceAll('&amp;', '&'), label }
}

const codeOn = ({ text }: { text: string }) => /<small>(\w+)<\/small><\/p>\s*<\/main>/.exec(text)?.[1]

describe('who tries again', () => {
  test('after the request failed finds the calendars chosen as they were', async () => {
    const testEnv = breakable()
    const choose = await testEnv.signIn('de', 'google')
    testEnv.fail('/v1/permissions')
    const page = await testEnv.requestAccess(choose, ['cal_de_google1_home', 'cal_de_google1_holidays'])
    expect(codeOn(page)).toBe('provider_unavailable')
    testEnv.fail(undefined)
    const { href, label } = firstWayOn(page)
    expect(label).toBe('Try again')
    const again = await testEnv.browser.get(WORKER + href)
    expect(selectedCalendars(again.text)).toEqual(['cal_de_google1_home', 'cal_de_google1_holidays'])
    const access = await testEnv.requestAccess(again)
    expect(access.url.href).toContain(`${SANDBOX}/de/permissions/`)
  })

  test('after every calendar was asked for finds them all', async () => {
    const testEnv = breakable()
    const choose = await testEnv.signIn('de', 'many-calendars')
    testEnv.fail('/v1/permissions')
    const page = await testEnv.requestAccess(choose)
    testEnv.fail(undefined)
    expect(page.url.href.length).toBeLessThan(2000)
    const again = await testEnv.browser.get(WORKER + firstWayOn(page).href)
    expect(selectedCalendars(again.text)).toEqual(offeredCalendars(choose.text))
  })

  test.each(['accept-all', 'reject'] as const)(
    'after the look at the calendars failed sees what became of the request: %s',
    async (decision) => {
      const testEnv = breakable()
      const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
      testEnv.fail('/v1/calendars')
      const page = await testEnv.browser.post(access.url.href, { decision })
      expect(codeOn(page)).toBe('provider_unavailable')
      const again = firstWayOn(page)
      expect(again.label).toBe('Try again')
      const still = await testEnv.browser.get(WORKER + again.href)
      expect([still.status, codeOn(still), firstWayOn(still)]).toEqual([502, 'provider_unavailable', again])
      testEnv.fail(undefined)
      const outcome = await testEnv.browser.get(WORKER + again.href)
      expect(outcome.text).toContain(decision === 'reject' ? 'Full access not granted' : 'Full access granted')
    },
  )

  test('after the list failed sees the list', async () => {
    const testEnv = breakable()
    await testEnv.signIn('de', 'apple')
    testEnv.fail('/v1/calendars')
    const page = await testEnv.browser.get(`${WORKER}/calendars?selected=x`)
    expect(firstWayOn(page)).toEqual({ href: '/calendars?selected=x', label: 'Try again' })
  })

  test('after signing in failed begins again in the same data center', async () => {
    const testEnv = breakable()
    testEnv.fail('/oauth/token')
    const page = await testEnv.browser.get(`${WORKER}/connect/sg`)
    const response = await testEnv.browser.post(page.url.href, { account: 'apple' })
    expect(firstWayOn(response)).toEqual({ href: '/connect/sg', label: 'Try again' })
  })

  test('after declining to connect begins again in the same data center', async () => {
    const { browser } = createTestEnv()
    const page = await browser.get(`${WORKER}/connect/sg`)
    const response = await browser.post(page.url.href, { refuse: 'true' })
    expect(firstWayOn(response)).toEqual({ href: '/', label: 'Done' })
    expect(response.text).toContain('<a href="/connect/sg">Try again</a>')
  })

  test('with too narrow a connection connects again', async () => {
    const testEnv = createTestEnv()
    const page = await testEnv.requestAccess(await testEnv.signIn('ca', 'narrow-scope'))
    expect(codeOn(page)).toBe('account_scope_insufficient')
    expect(firstWayOn(page)).toEqual({ href: '/connect/ca', label: 'Connect again' })
  })
})

test('a page for a fault offers nothing of the address but what is its own', async () => {
  const testEnv = createTestEnv()
  await testEnv.signIn('de', 'apple')
  const made = `${WORKER}/outcome?permission_status=error&permission_error=timeout&next=//evil.example&request=${SEAL}"c&error=e`
  expect(firstWayOn(await testEnv.browser.get(made)).href).toBe(`/outcome?request=${SEAL}&error=e`)
  const other = `${WORKER}/outcome?permission_error=timeout&next=//evil.example&selected=%22%3E`
  expect(firstWayOn(await testEnv.browser.get(other)).href).toBe('/calendars?selected=%22%3E')
})

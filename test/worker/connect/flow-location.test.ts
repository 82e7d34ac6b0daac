import { describe, expect, test } from 'vitest'
import { createStage, offered, SANDBOX, WORKER } from '../../helpers/test-env.ts'

/** A stage whose provider can be broken, for the calls whose address ends so. */
function breakable() {
  let broken: string | undefined
  const stage = createStage({
    intercept: ({ url }) =>
      broken !== undefined && url.endsWith(broken) ? Response.json({}, { status: 500 }) : undefined,
  })
  return {
    ...stage,
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
    const stage = breakable()
    const choose = await stage.signIn('de', 'google')
    stage.fail('/v1/permissions')
    const page = await stage.ask(choose, ['cal_de_google1_home', 'cal_de_google1_holidays'])
    expect(codeOn(page)).toBe('provider_unavailable')
    stage.fail(undefined)
    const { href, label } = firstWayOn(page)
    expect(label).toBe('Try again')
    const again = await stage.visitor.get(WORKER + href)
    expect(offered(again.text)).toEqual(['cal_de_google1_home', 'cal_de_google1_holidays'])
    const access = await stage.ask(again)
    expect(access.url.href).toContain(`${SANDBOX}/de/permissions/`)
  })

  test('after every calendar was asked for finds them all', async () => {
    const stage = breakable()
    const choose = await stage.signIn('de', 'many-calendars')
    stage.fail('/v1/permissions')
    const page = await stage.ask(choose)
    stage.fail(undefined)
    expect(page.url.href.length).toBeLessThan(4000)
    const again = await stage.visitor.get(WORKER + firstWayOn(page).href)
    expect(offered(again.text)).toEqual(offered(choose.text))
  })

  test.each(['accept-all', 'reject'] as const)(
    'after the look at the calendars failed sees what became of the request: %s',
    async (decision) => {
      const stage = breakable()
      const access = await stage.ask(await stage.signIn('de', 'apple'))
      stage.fail('/v1/calendars')
      const page = await stage.visitor.post(access.url.href, { decision })
      expect(codeOn(page)).toBe('provider_unavailable')
      const again = firstWayOn(page)
      expect(again.label).toBe('Try again')
      const still = await stage.visitor.get(WORKER + again.href)
      expect([still.status, codeOn(still), firstWayOn(still)]).toEqual([502, 'provider_unavailable', again])
      stage.fail(undefined)
      const outcome = await stage.visitor.get(WORKER + again.href)
      expect(outcome.text).toContain(decision === 'reject' ? 'You refused full access' : 'Full access is granted')
    },
  )

  test('after the list failed sees the list', async () => {
    const stage = breakable()
    await stage.signIn('de', 'apple')
    stage.fail('/v1/calendars')
    const page = await stage.visitor.get(`${WORKER}/calendars?selected=x`)
    expect(firstWayOn(page)).toEqual({ href: '/calendars?selected=x', label: 'Try again' })
  })

  test.each(['refused', 'failed'])('after signing in was %s begins again in the same data center', async (kind) => {
    const stage = breakable()
    if (kind === 'failed') stage.fail('/oauth/token')
    const page = await stage.visitor.get(`${WORKER}/connect/sg`)
    const answer = await stage.visitor.post(
      page.url.href,
      kind === 'failed' ? { account: 'apple' } : { refuse: 'true' },
    )
    expect(firstWayOn(answer)).toEqual({ href: '/connect/sg', label: 'Try again' })
  })

  test('with too narrow a connection connects again', async () => {
    const stage = createStage()
    const page = await stage.ask(await stage.signIn('ca', 'narrow-scope'))
    expect(codeOn(page)).toBe('account_scope_insufficient')
    expect(firstWayOn(page)).toEqual({ href: '/connect/ca', label: 'Connect again' })
  })
})

test('a page for a fault offers nothing of the address but what is its own', async () => {
  const stage = createStage()
  await stage.signIn('de', 'apple')
  const made = `${WORKER}/outcome?permission_status=error&permission_error=timeout&next=//evil.example&request=a.b"c&error=e`
  expect(firstWayOn(await stage.visitor.get(made)).href).toBe('/outcome?request=a.b&error=e')
  const other = `${WORKER}/outcome?permission_error=timeout&next=//evil.example&selected=%22%3E`
  expect(firstWayOn(await stage.visitor.get(other)).href).toBe('/calendars?selected=%22%3E')
})

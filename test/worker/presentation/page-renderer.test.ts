import { html } from 'hono/html'
import { describe, expect, test } from 'vitest'
import type { Templates } from '../../../edge/worker/index.ts'
import { createTestEnv, SANDBOX, selectedCalendars, WORKER } from '../../helpers/test-env.ts'

const referenceOn = (text: string) => /<code class="reference">([\w-]+)</.exec(text)?.[1]

describe('the reference on a page for a failure', () => {
  test('is that of the line in the log, and the beginning of its request_id', async () => {
    const testEnv = createTestEnv()
    const page = await testEnv.browser.get(`${WORKER}/nowhere`)
    const line = JSON.parse(testEnv.logLines.at(-1) ?? '')
    expect(referenceOn(page.text)).toBe(line.reference)
    expect(line.reference).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4}$/)
    expect(line.request_id).toMatch(new RegExp(`^${line.reference.replace('-', '')}`))
  })

  test('is that of the request which failed, when the page is the next one', async () => {
    const testEnv = createTestEnv()
    const page = await testEnv.requestAccess(await testEnv.signIn('de', 'no-plan'))
    expect(page.url.pathname).toBe('/outcome')
    const line = testEnv.logLines.map((text) => JSON.parse(text)).find(({ error }) => error === 'plan_required')
    expect(referenceOn(page.text)).toBe(line.reference)
    expect(line.route).toContain('/start')
  })

  test.each(['<b>', 'x', '', '../../', 'A'.repeat(36)])('is no text of an address: %j', async (made) => {
    const testEnv = createTestEnv()
    const query = new URLSearchParams({ permission_error: 'timeout', reference: made })
    const page = await testEnv.browser.get(`${WORKER}/outcome?${query}`)
    expect(referenceOn(page.text)).toBe(JSON.parse(testEnv.logLines.at(-1) ?? '').reference)
  })
})

describe('the line of steps', () => {
  const stepOn = ({ text }: { text: string }) => /<li aria-current="step"><span>(\w+)</.exec(text)?.[1]

  test('is on every page of the flow, says where one is, and what is behind', async () => {
    const testEnv = createTestEnv()
    expect(stepOn(await testEnv.browser.get(WORKER))).toBe('Connect')
    const choose = await testEnv.signIn('de', 'apple')
    expect(stepOn(choose)).toBe('Choose')
    expect(choose.text).toContain('<span class="unseen">Completed: </span><span>Connect<')
    expect(choose.text).toContain('<title>Choose calendars – Step 2 of 4 – Extended Permissions</title>')
    expect(stepOn(await testEnv.requestAccess(choose, ['']))).toBe('Choose')
    expect(stepOn(await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise')))).toBe('Done')
    for (const [fields, step] of [
      [{ decision: 'accept-selected', calendar_id: 'cal_us_apple1_work' }, 'Done'],
      [{ decision: 'reject' }, 'Allow'],
      [undefined, 'Allow'],
    ] as const) {
      const access = await testEnv.requestAccess(await testEnv.signIn('us', 'apple'), [
        'cal_us_apple1_work',
        'cal_us_apple1_home',
      ])
      const back = testEnv.permissionRequests.at(-1)?.redirect_uri ?? ''
      const page = await (fields === undefined
        ? testEnv.browser.get(back)
        : testEnv.browser.post(access.url.href, fields))
      expect(stepOn(page), fields?.decision ?? 'unconfirmed').toBe(step)
      testEnv.sandbox.reset()
    }
    expect(stepOn(await testEnv.browser.get(`${WORKER}/connect/callback/de`))).toBe('Connect')
    expect(stepOn(await testEnv.browser.get(`${WORKER}/connect/permissions/return?request=x`))).toBe('Allow')
    expect(stepOn(await testEnv.browser.get(`${WORKER}/nowhere`))).toBeUndefined()
  })
})

describe('the outcome', () => {
  test('says of each calendar what is true now, and what that means', async () => {
    const testEnv = createTestEnv()
    const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    const fields = { decision: 'accept-selected', calendar_id: 'cal_de_apple1_work' }
    const { text } = await testEnv.browser.post(access.url.href, fields)
    expect(text).toMatch(/Work<\/bdi>\s*<span class="tag good">full access</)
    expect(text).toMatch(/Home<\/bdi>\s*<span class="tag">only events created by the application</)
    expect(text).toContain('Can change and delete events, including events it didn’t create.')
    expect(text).toContain('Can’t change or delete other events.')
    const [, rest = ''] = /<a href="([^"]*)">Request access to the rest</.exec(text) ?? []
    expect(rest).not.toContain('Home')
    expect(selectedCalendars((await testEnv.browser.get(WORKER + rest)).text)).toEqual(['cal_de_apple1_home'])
  })

  test('asks again for what was asked, and for no more', async () => {
    const testEnv = createTestEnv()
    const access = await testEnv.requestAccess(await testEnv.signIn('de', 'google'), [
      'cal_de_google1_home',
      'cal_de_google2_choir',
    ])
    const { text } = await testEnv.browser.post(access.url.href, { decision: 'reject' })
    const [, again = ''] = /<a href="([^"]*)">Request access again</.exec(text) ?? []
    const page = await testEnv.browser.get(WORKER + again)
    expect(selectedCalendars(page.text)).toEqual(['cal_de_google1_home', 'cal_de_google2_choir'])
  })

  test('that is not confirmed is looked at again by a link, which only reads', async () => {
    const testEnv = createTestEnv()
    await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    const page = await testEnv.browser.get(testEnv.permissionRequests.at(-1)?.redirect_uri ?? '')
    const [, check = ''] = /<a class="button" href="([^"]*)">Check again</.exec(page.text) ?? []
    testEnv.providerCalls.length = 0
    const again = await testEnv.browser.get(new URL(check.replaceAll('&amp;', '&'), page.url).href)
    expect(again.text).toContain('<h1>We can’t confirm access yet</h1>')
    expect(testEnv.providerCalls).toEqual(['GET /de/v1/calendars'])
  })
})

test('an application replaces every page, and is given all that a page needs', async () => {
  const data: Record<string, unknown> = {}
  const own = (name: keyof Templates) => (view: object) => {
    data[name] = view
    return html`<!doctype html><h1>${name} of our own</h1>`
  }
  const testEnv = createTestEnv({
    templates: {
      home: own('home'),
      calendars: own('calendars'),
      outcome: own('outcome'),
      message: () => '<h1>message of our own</h1>',
      verifying: own('verifying'),
    },
  })
  const home = await testEnv.browser.get(WORKER)
  expect(home.text).toBe('<!doctype html><h1>home of our own</h1>')
  expect(home.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(home.headers.get('content-type')).toBe('text/html; charset=UTF-8')
  await testEnv.signIn('de', 'apple')
  expect(data['calendars']).toMatchObject({
    title: 'Choose calendars',
    step: 'choose',
    account: { name: 'cy@home.example', signOutUrl: '/sign-out', disconnectUrl: '/disconnect' },
    brand: { name: undefined },
    sandbox: true,
    startUrl: '/connect/permissions/start',
    updateUrl: '/calendars',
    profiles: [
      {
        calendarProvider: 'Apple iCloud',
        calendars: [{ id: 'cal_de_apple1_work', selected: false }, { name: 'Home' }],
      },
    ],
  })
  const access = await testEnv.requestAccess({ text: '' }, ['cal_de_apple1_work'])
  const outcome = await testEnv.browser.post(access.url.href, { decision: 'accept-all' })
  expect(outcome.text).toContain('outcome of our own')
  expect(data['verifying']).toMatchObject({ step: 'allow' })
  expect(data['outcome']).toMatchObject({
    outcome: { status: 'granted' },
    profiles: [{ name: 'cy@home.example', calendars: [{ id: 'cal_de_apple1_work', access: 'unrestricted' }] }],
    retryUrl: undefined,
  })
  expect((await testEnv.browser.get(`${WORKER}/nowhere`)).text).toBe('<h1>message of our own</h1>')
})

describe('a page of an application that throws', () => {
  const fail = () => {
    throw new Error('Cannot render')
  }

  test('is a page of ours that says so, also where it is the one that says so', async () => {
    for (const templates of [{ home: fail }, { home: fail, message: fail }, { message: fail }]) {
      const testEnv = createTestEnv({ templates })
      const page = await testEnv.browser.get('home' in templates ? WORKER : `${WORKER}/nowhere`)
      expect(page.status).toBe('home' in templates ? 500 : 404)
      expect(page.text).toMatch(/<h1>(Something went wrong|Page not found)</)
      expect(page.headers.get('content-type')).toBe('text/html; charset=UTF-8')
      expect(page.headers.get('vary')).toBe('Accept-Language')
      expect(testEnv.logLines.join()).toContain('Cannot render')
    }
  })

  test('or gives nothing is an error, too', async () => {
    const nothing = (() => undefined) as unknown as Templates['home']
    const testEnv = createTestEnv({ templates: { home: nothing } })
    const page = await testEnv.browser.get(WORKER)
    expect([page.status, page.text.includes('undefined')]).toEqual([500, false])
    expect(testEnv.logLines.join()).toContain('Template \\"home\\" must return')
  })

  test('leads nowhere by itself', async () => {
    const testEnv = createTestEnv({ templates: { verifying: fail } })
    const response = await testEnv.worker.request(`${WORKER}/connect/permissions/return?request=x`, {
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect([response.status, response.headers.has('refresh')]).toEqual([500, false])
  })
})

test('calendars of the same name are told apart by their profiles, and each says what may be done there', async () => {
  const calendar = (id: string, profile: string, more: object) => ({
    calendar_id: id,
    calendar_name: 'Calendar',
    profile_id: profile,
    profile_name: `${profile}@example.com`,
    ...more,
  })
  let granted = false
  const testEnv = createTestEnv({
    intercept: ({ url }) =>
      url.endsWith('/v1/calendars')
        ? Response.json({
            calendars: [
              calendar('cal_1', 'work', { permission_level: granted ? 'unrestricted' : 'sandbox' }),
              calendar('cal_2', 'home', { permission_level: 'sandbox' }),
              calendar('cal_3', 'home', { permission_level: 'sandbox', calendar_readonly: true }),
              calendar('cal_4', 'work', { permission_level: 'something new' }),
              calendar('cal_5', 'work', {
                permission_level: granted ? 'unrestricted' : 'sandbox',
                calendar_readonly: true,
              }),
            ],
          })
        : url.endsWith('/v1/permissions')
          ? Response.json({ permissions_request: { url: `${SANDBOX}/de/permissions/pr_1` } })
          : undefined,
  })
  await testEnv.requestAccess(await testEnv.signIn('de', 'apple'), ['cal_1', 'cal_2', 'cal_3', 'cal_4', 'cal_5'])
  granted = true
  const { text } = await testEnv.browser.get(testEnv.permissionRequests.at(-1)?.redirect_uri ?? '')
  const said = [...text.matchAll(/<section>[\s\S]*?<\/section>/g)].map(([section]) =>
    section
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  expect(said).toEqual([
    'work@example.com Calendar full access Calendar no full access Calendar full access, read-only',
    'home@example.com Calendar only events created by the application Calendar read-only',
  ])
  expect(text).toContain('Can’t change anything, because the calendar is read-only.')
})

test('an outcome whose rest is gone asks for no rest', async () => {
  let gone = false
  const calendar = (id: string) => ({
    calendar_id: id,
    permission_level: gone ? 'unrestricted' : 'sandbox',
    calendar_deleted: gone && id === 'b',
  })
  const testEnv = createTestEnv({
    intercept: ({ url }) =>
      url.endsWith('/v1/calendars')
        ? Response.json({ calendars: ['a', 'b'].map(calendar) })
        : url.endsWith('/v1/permissions')
          ? Response.json({ permissions_request: { url: `${SANDBOX}/de/permissions/pr_1` } })
          : undefined,
  })
  await testEnv.requestAccess(await testEnv.signIn('de', 'apple'), ['a', 'b'])
  gone = true
  const { text } = await testEnv.browser.get(testEnv.permissionRequests.at(-1)?.redirect_uri ?? '')
  expect(text).toContain('Full access to some calendars')
  expect(text).not.toMatch(/request access to the rest/i)
  expect(text).toContain('You’re done. You can close this page.')
})

test('an application says things in its own words, in one language and not in the other', async () => {
  const messages = { en: { home: { title: 'Let <Example> plan your week' } } }
  const { text } = await createTestEnv({ messages }).browser.get(WORKER)
  expect(text).toContain('<h1>Let &lt;Example&gt; plan your week</h1>')
  expect((await createTestEnv({ messages, language: 'de' }).browser.get(WORKER)).text).toContain('Voller Zugriff auf')
})

test('GET /favicon.ico is answered with nothing, for a day', async () => {
  const response = await createTestEnv().worker.request(`${WORKER}/favicon.ico`)
  expect([response.status, response.headers.get('cache-control')]).toEqual([204, 'public, max-age=86400'])
})

test.each(['', '\u200B\u2060', '\u3164', '\u202E', '\u0301'])(
  'an account, a profile, and a calendar are labeled where their name is %j (T34)',
  async (name) => {
    const calendar = { calendar_id: 'cal_1', calendar_name: name, profile_id: 'pro_1', profile_name: name }
    const testEnv = createTestEnv({
      intercept: ({ url }) =>
        url.endsWith('/v1/calendars')
          ? Response.json({ calendars: [{ ...calendar, permission_level: 'sandbox' }] })
          : url.endsWith('/oauth/token')
            ? Response.json({
                access_token: 'at',
                refresh_token: 'rt',
                token_type: 'bearer',
                expires_in: 3600,
                sub: 'acc_1',
                linking_profile: { profile_name: name },
              })
            : undefined,
    })
    const { text } = await testEnv.signIn('de', 'apple')
    expect(text).toContain('<bdi class="name">Unnamed calendar</bdi>')
    expect(text).toContain('<h2><bdi>Unnamed account</bdi>')
    // Without a name of the profile, the session has the ID of the account.
    expect(text).toContain(`<span><bdi>${name === '' ? 'acc_1' : 'Unnamed account'}</bdi></span>`)
  },
)

import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import type { LocaleTable } from '../../../edge/worker/i18n/create-locales.ts'
import { de } from '../../../edge/worker/i18n/de.ts'
import { en } from '../../../edge/worker/i18n/en.ts'
import type { Messages } from '../../../edge/worker/i18n/messages.ts'
import { createWorker, readConfig } from '../../../edge/worker/index.ts'
import { extendedPermissions } from '../../../edge/worker/module.ts'
import { createKeyRing } from '../../../src/index.ts'
import { KEY } from '../../helpers/fixtures.ts'
import {
  createTestEnv,
  listField,
  ONE_DATA_CENTER,
  offeredCalendars,
  SANDBOX,
  WORKER,
  workerEnvironment,
} from '../../helpers/test-env.ts'

type Leaf = string | ((...numbers: string[]) => string)

/** Every text of a language by its name, such as `outcome.granted.title`. */
function leaves(texts: Messages): Map<string, Leaf> {
  const found = new Map<string, Leaf>()
  const walk = (value: unknown, name: string) => {
    if (typeof value === 'string' || typeof value === 'function') found.set(name, value as Leaf)
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, name === '' ? key : `${name}.${key}`)
  }
  walk(texts, '')
  return found
}

/** A language in which every text is its own name. */
function namesOf(texts: Messages): Messages {
  const name = (value: unknown, at: string): unknown => {
    if (typeof value === 'string') return at === '.layout.direction' ? 'rtl' : `⟦${at.slice(1)}⟧`
    if (typeof value === 'function') return (...numbers: string[]) => `⟦${at.slice(1)} ${numbers.join(' ')}⟧`
    return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, name(inner, `${at}.${key}`)]))
  }
  return name(texts, '') as Messages
}

const CODES = [
  ...['unknown_data_center', 'unknown_calendars', 'no_calendars', 'no_calendar_selected', 'too_many_calendars'],
  ...['invalid_sealed_request', 'expired_sealed_request', 'account_mismatch', 'access_denied', 'authorization_expired'],
  ...[
    'invalid_grant',
    'not_signed_in',
    'plan_required',
    'account_scope_insufficient',
    'account_locked',
    'rate_limited',
    'timeout',
  ],
  ...[
    'on_connected_failed',
    'on_outcome_failed',
    'on_disconnected_failed',
    'cross_site_request',
    'invalid_request',
    'not_found',
    'internal_error',
  ],
]

const calendar = (id: string, more: object = {}) => ({ calendar_id: id, permission_level: 'sandbox', ...more })

/** Walks to every page there is, in a language that the worker is given, and gives what was seen. */
async function everyPage(language: string): Promise<string[]> {
  const messages = { xx: namesOf(en) }
  const { browser: oneDataCenter } = createTestEnv({ language, messages, overrides: ONE_DATA_CENTER })
  let calendars: object[] | undefined
  let broken = false
  let profileName: string | undefined
  const testEnv = createTestEnv({
    language,
    messages,
    intercept: ({ url }) => {
      if (broken) return new Response(null, { status: 500 })
      if (profileName !== undefined && url.endsWith('/oauth/token')) {
        const tokens = { access_token: 'at', refresh_token: 'rt', token_type: 'bearer', expires_in: 3600, sub: 'acc_1' }
        return Response.json({ ...tokens, linking_profile: { profile_name: profileName } })
      }
      if (calendars === undefined) return undefined
      if (url.endsWith('/v1/calendars')) return Response.json({ calendars })
      return url.endsWith('/v1/permissions')
        ? Response.json({ permissions_request: { url: `${SANDBOX}/de/permissions/pr_1` } })
        : undefined
    },
  })
  const { browser } = testEnv
  const pages: string[] = []
  const see = ({ text }: { text: string }) => pages.push(text)
  let list = ''
  const refine = (fields: [string, string][]) => browser.post(`${WORKER}/calendars`, [['list', list], ...fields])

  see(await oneDataCenter.get(WORKER))
  see(await browser.get(WORKER))
  const choose = await testEnv.signIn('de', 'apple')
  see(choose)
  see(await browser.get(WORKER))
  const access = await testEnv.requestAccess(choose)
  const back = testEnv.permissionRequests.at(-1)?.redirect_uri ?? ''
  see(await browser.get(back))
  see(await browser.get(`${back}&error=access_denied`))
  see(await browser.post(access.url.href, { decision: 'accept-selected', calendar_id: 'cal_de_apple1_work' }))
  calendars = [calendar('cal_de_apple1_work', { permission_level: 'unrestricted' })]
  see(await browser.get(back))
  see(await browser.get(`${WORKER}/calendars`))
  calendars = [...calendars, calendar('b', { calendar_readonly: true, calendar_name: ' ', calendar_primary: true })]
  see(await browser.get(`${WORKER}/calendars`))
  // What may be done with the others: nothing, since they are read-only, and what nobody knows.
  await testEnv.requestAccess({ text: '' }, ['b'])
  see(await browser.get(testEnv.permissionRequests.at(-1)?.redirect_uri ?? ''))
  calendars = [calendar('b', { calendar_readonly: true, permission_level: 'unrestricted' })]
  see(await browser.get(testEnv.permissionRequests.at(-1)?.redirect_uri ?? ''))
  calendars = [calendar('c', { permission_level: 'something new' })]
  await testEnv.requestAccess({ text: '' }, ['c'])
  see(await browser.get(testEnv.permissionRequests.at(-1)?.redirect_uri ?? ''))
  calendars = Array.from({ length: 251 }, (_, index) => calendar(`cal_${index}`))
  see(await browser.get(`${WORKER}/calendars`))
  calendars = []
  see(await browser.get(`${WORKER}/calendars`))
  calendars = undefined
  see(await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise')))
  const many = await testEnv.signIn('us', 'many-calendars')
  see(many)
  list = listField(many.text)
  see(await browser.get(`${WORKER}/calendars?selected=lost`))
  see(
    await refine([
      ['calendar_id', offeredCalendars(many.text)[0] ?? ''],
      ['filter', '12'],
      ['list_action', 'filter'],
    ]),
  )
  see(
    await refine([
      ['calendar_id', ''],
      ['filter', 'nowhere'],
      ['list_action', 'filter'],
    ]),
  )
  see(await browser.get(`${WORKER}/sign-out`))
  see(await browser.get(`${WORKER}/disconnect`))
  for (const code of CODES) see(await browser.get(`${WORKER}/outcome?permission_error=${code}`))
  broken = true
  see(await browser.post(`${WORKER}/disconnect`, {}))
  broken = false
  see(await browser.post(`${WORKER}/disconnect`, {}))
  see(await browser.post(`${WORKER}/sign-out`, {}))
  await testEnv.signIn('de', 'apple')
  see(await browser.post(`${WORKER}/sign-out`, {}))
  profileName = '\u200B'
  see(await testEnv.signIn('de', 'apple'))

  // What a page only passes through: the browser goes on by itself.
  const headers = { 'accept-language': language, 'sec-fetch-site': 'cross-site' }
  const raw = (path: string) => testEnv.worker.request(`${WORKER}${path}`, { headers })
  const verifying = await raw(new URL(back).pathname + new URL(back).search)
  pages.push(await verifying.text())
  return pages
}

let pages: string[]

beforeAll(async () => {
  pages = await everyPage('xx')
})

test('every text is on a page', () => {
  const seen = pages.join('\n')
  // Only pages of a brand, of the handlers, and of the service have these.
  const elsewhere = [
    'layout.direction',
    // With `BRAND_URL`.
    'actions.toApplication',
    'actions.continueToApplication',
    'actions.continue',
    // Only the pages of the service have these.
    'home.connectOnly',
    'errors.expiredLink.title',
    'errors.expiredLink.text',
  ]
  const unused = [...leaves(en).keys()].filter((name) => !new RegExp(`⟦${name}[ ⟧]`).test(seen))
  expect(unused).toEqual(elsewhere)
})

test('no page says anything that is not a text of its language', () => {
  for (const page of pages) {
    expect(page).toContain('<html lang="xx" dir="rtl">')
    const said = page
      .replace(/<bdi[^>]*>[\s\S]*?<\/bdi>|<strong>.*?<\/strong>|<small dir="ltr">.*?<\/small>|<time.*?<\/time>/g, '')
      .replace(/<code.*?<\/code> <small>\w+<\/small>/g, '')
      .replace(/<title>.*<\/title>/, '')
      .replace(/<[^>]*>/g, '')
      .replace(/⟦[^⟧]*⟧/g, '')
    expect(said.replace(/[\s.:]/g, '')).toBe('')
    for (const [, label = ''] of page.matchAll(/(?:aria-label|placeholder|title|alt)="([^"]+)"/g)) {
      expect(label).toMatch(/^⟦.*⟧$/)
    }
    expect(/<title>(.*)<\/title>/.exec(page)?.[1]).toMatch(
      /^⟦[^⟧]*⟧( – ⟦layout\.position \d \d⟧)? – Extended Permissions$/,
    )
  }
})

test('a German browser sees German pages, with dates and countries as in Germany', async () => {
  const testEnv = createTestEnv({ language: 'de-DE,de;q=0.9,en;q=0.8' })
  const home = await testEnv.browser.get(WORKER)
  expect(home.text).toContain('<html lang="de" dir="ltr">')
  expect(home.text).toContain('<strong>Vereinigtes Königreich</strong>')
  expect(home.headers.get('vary')).toBe('Accept-Language')
  const outcome = await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise'))
  expect(outcome.text).toContain('<h1>Voller Zugriff erteilt</h1>')
  expect(outcome.text).toMatch(/Bei Cronofy geprüft am <time datetime="[^"]*">\d+\. \p{L}+ \d{4}, \d\d:\d\d UTC</u)
})

test('createWorker() serves English only when it gets no other language', async () => {
  const env = createTestEnv({ language: 'de-DE', locales: {} })
  const home = await env.browser.get(WORKER)
  expect(home.text).toContain('<html lang="en" dir="ltr">')
  expect(home.text).toContain('<strong>United Kingdom</strong>')
})

test('a text that a language lacks appears in English on every page', async () => {
  const env = createTestEnv({ language: 'fr', messages: { fr: { home: { title: 'Accès complet' } } } })
  const home = await env.browser.get(WORKER)
  expect(home.text).toContain('<html lang="fr" dir="ltr">')
  expect(home.text).toContain('<h1>Accès complet</h1>')
  expect(home.text).toContain(en.home.stepConnect)
  expect((await env.browser.get(`${WORKER}/nowhere`)).text).toContain(`<h1>${en.errors.notFound.title}</h1>`)
})

const { invalidLink } = en.errors
const OWN_ERROR_PAGES: [language: string, locales: LocaleTable | undefined, title: string, link: string][] = [
  ['de', undefined, invalidLink.title, 'Go back to the application'],
  ['de', { de }, de.errors?.invalidLink?.title ?? '', 'Zurück zu der Anwendung'],
  ['fr', { de }, invalidLink.title, 'Go back to the application'],
  ['fr', { fr: { actions: { toApplication: 'Retour' } } }, invalidLink.title, 'Retour'],
]

/** What a user sees who opens a link that is no return. */
const ownErrorPages = {
  module: (locales: LocaleTable | undefined, headers: HeadersInit) => [
    new Hono()
      .route(
        '/permissions',
        extendedPermissions({
          redirectUri: `${WORKER}/permissions/return`,
          allowedReturnUrls: [`${WORKER}/settings`],
          keys: createKeyRing([KEY]),
          getAccount: () => null,
          ...(locales && { locales }),
        }),
      )
      .request('/permissions/return?request=x', { headers }),
  ],
  service: (locales: LocaleTable | undefined, headers: HeadersInit) => {
    const service = { API_KEYS: `acme:${'k'.repeat(43)}`, ALLOWED_RETURN_URLS: `${WORKER}/settings` }
    const worker = createWorker({
      config: readConfig(workerEnvironment(service)),
      ...(locales && { locales }),
      log: () => {},
    })
    const paths = ['/permission-requests/return?request=x', '/connections/start?link=x', '/permission-requests/choose']
    return paths.map((path) => worker.request(WORKER + path, { headers }))
  },
}

test.each(OWN_ERROR_PAGES)(
  "the module's and the service's error page for %s with %o",
  async (language, locales, title, link) => {
    const headers = { 'accept-language': language }
    for (const page of Object.values(ownErrorPages).flatMap((open) => open(locales, headers))) {
      const response = await page
      const text = await response.text()
      expect(text).toContain(`<h1>${title}</h1>`)
      expect(text).toContain(`>${link}</a>`)
      expect(response.headers.get('vary')).toBe('Accept-Language')
    }
  },
)

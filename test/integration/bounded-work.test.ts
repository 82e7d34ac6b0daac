/**
 * Work grows in proportion to the input (T24). Times are compared with each other in one run, as the smallest of several,
 * so that a busy machine makes no difference.
 */
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { describeList, parseSelection, serializeSelection } from '../../edge/worker/calendar-list/calendar-selection.ts'
import { groupByProfile } from '../../edge/worker/calendar-list/group-by-profile.ts'
import { createLocales } from '../../edge/worker/i18n/create-locales.ts'
import { de } from '../../edge/worker/i18n/de.ts'
import { en } from '../../edge/worker/i18n/en.ts'
import { negotiateLocale } from '../../edge/worker/i18n/language.ts'
import { parseReturnUrl } from '../../src/flow/return-url.ts'
import { selectCalendars } from '../../src/flow/select-calendars.ts'
import { toOutcome } from '../../src/flow/verify.ts'
import { readFields } from '../../src/handler/http/request-body.ts'
import { withResultParams } from '../../src/handler/return-allowlist.ts'
import { createClient } from '../../src/index.ts'
import { createCalendarHash, drawCalendarHash } from '../../src/sealing/calendar-hash.ts'
import { displayName } from '../../src/shared/display-name.ts'
import { API_KEY, RETURN_TO, SERVICE } from '../helpers/service-test-env.ts'
import { cookieName, createTestEnv, WORKER } from '../helpers/test-env.ts'

/** Eight times the input may take so many times as long. Quadratic work would take 64 times as long. */
const FACTOR = 8
const MAX_RATIO = 32

/** What disturbs one comparison on a busy machine does not disturb all of them. Quadratic work fails every one. */
const ATTEMPTS = 8

async function smallestMs(run: () => unknown): Promise<number> {
  let smallest = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const startedMs = performance.now()
    await run()
    smallest = Math.min(smallest, performance.now() - startedMs)
  }
  // A timer with a coarse resolution must not divide by zero.
  return Math.max(smallest, 0.05)
}

const locales = createLocales(en, { locales: { de } })
const languageApp = new Hono().get('/', (c) => c.text(negotiateLocale(c, locales).language))
const calendarsUpTo = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    calendar_id: `cal_${index}`,
    profile_id: `pro_${index}`,
    calendar_name: `Calendar ${index}`,
  }))

const formApp = new Hono().post('/', async (c) => c.json(Object.keys(await readFields(c.req.raw))))
const postForm = (body: string) =>
  formApp.request('/', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })

const { worker: service } = createTestEnv({ overrides: SERVICE })

/** Opens a link of the service with cookies of other visits. */
async function openLink(path: string, body: object) {
  const init = { method: 'POST', headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' } }
  const response = await service.request(WORKER + path, { ...init, body: JSON.stringify({ subject: 's', ...body }) })
  const { redirect } = (await response.json()) as { redirect: { url: string } }
  return (prefix: string, count: number) => {
    const cookie = Array.from({ length: count }, (_, index) => `${cookieName(prefix)}${index}=x`).join('; ')
    return service.request(redirect.url, { headers: { cookie } })
  }
}

const openConnection = await openLink('/connections', { data_center: 'de', return_to: RETURN_TO })
const openChoice = await openLink('/permission-requests', {
  data_center: 'de',
  access_token: 'x',
  choose_calendars: true,
})

const CASES: readonly (readonly [name: string, size: number, run: (size: number) => unknown])[] = [
  ['subtags of a language', 8000, (n) => languageApp.request('/', { headers: { 'accept-language': 'a-'.repeat(n) } })],
  ['languages', 8000, (n) => languageApp.request('/', { headers: { 'accept-language': 'x,'.repeat(n) } })],
  ['a text around a seal', 8000, (n) => parseReturnUrl(`https://a.example/?request=${'a'.repeat(n)}`)],
  ['dots around a seal', 8000, (n) => parseReturnUrl(`https://a.example/?request=${'a.'.repeat(n)}`)],
  [
    'result parameters of a return URL',
    200,
    (n) => withResultParams(new URL(`https://a.example/?${'permission_x&'.repeat(n)}`), {}),
  ],
  ['a text in the place of a link', 8000, (n) => service.request(`${WORKER}/connections/start?link=${'a.'.repeat(n)}`)],
  ['sign-ins of connections in one browser', 400, (n) => openConnection('sign-in-', n)],
  ['choices of calendars in one browser', 400, (n) => openChoice('choose-', n)],
  ['fields of one name', 400, (n) => postForm('x&'.repeat(n))],
  ['marks in a name', 20_000, (n) => displayName('\u0301'.repeat(n))],
  ['calendars, each in a profile', 2000, (n) => groupByProfile(calendarsUpTo(n), ({ calendar_id }) => calendar_id)],
  [
    'a selection',
    240,
    (n) => parseSelection(serializeSelection(describeList(calendarsUpTo(n)), ['cal_1']), calendarsUpTo(n)),
  ],
  [
    'calendars that are requested by name',
    2000,
    (n) => {
      const calendars = calendarsUpTo(n)
      const calendarIds = [...calendars, ...calendars].map(({ calendar_id }) => calendar_id)
      try {
        selectCalendars(calendars, { selection: { calendarIds }, maxCalendars: 250 })
      } catch {}
    },
  ],
  ['calendars that are hashed', 1000, (n) => drawCalendarHash(calendarsUpTo(n).map(({ calendar_id }) => calendar_id))],
  [
    'calendars of an outcome',
    1000,
    (n) => {
      const hash = createCalendarHash(new Uint8Array(16))
      const request = {
        requestId: 'r',
        subject: 's',
        dataCenter: 'de',
        permissionLevel: 'unrestricted',
        calendars: [hash.digestOf('cal_1')],
        hashKey: hash.key,
      } as const
      return toOutcome(createClient(), request, calendarsUpTo(n), { denied: false, hash })
    },
  ],
]

describe('eight times the input takes at most a constant times as long', () => {
  test.each(CASES)('%s (T24)', async (_, size, run) => {
    const ratios: number[] = []
    do {
      const small = await smallestMs(() => run(size))
      ratios.push((await smallestMs(() => run(size * FACTOR))) / small)
    } while (Math.min(...ratios) >= MAX_RATIO && ratios.length < ATTEMPTS)
    expect(Math.min(...ratios)).toBeLessThan(MAX_RATIO)
  })
})

test.each([
  ['Accept-Language of 120 kB', { 'accept-language': 'a-'.repeat(60_000) }],
  [
    '12 kB of foreign cookies',
    { cookie: Array.from({ length: 400 }, (_, index) => `_ga_${index}=${'x'.repeat(20)}`).join('; ') },
  ],
  ['120 kB of foreign cookies', { cookie: 'a=b; '.repeat(24_000) }],
])('is no error: %s (T24)', async (_, headers) => {
  const { worker } = createTestEnv()
  const response = await worker.request(WORKER, { headers: headers as Record<string, string> })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('<html lang="en"')
})

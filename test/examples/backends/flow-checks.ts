/**
 * The flow as people walk it, with every way that it ends, at any backend.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import { createKeyRing } from '../../../src/sealing/key-ring.ts'
import { sealRequest } from '../../helpers/seal-request.ts'
import type { Checks } from './checks.ts'
import { readNewOutcome, readSettings, signIn } from './test-user.ts'

const HOUR_SECONDS = 3600

export const flowChecks: Checks = {
  'the page shows what is granted, and names are nothing but text': async (testEnv) => {
    const { calendars, html } = await (await signIn(testEnv, 'ada')).settings()
    equal(calendars.length, 10)
    for (const shown of [
      'Work: limited access',
      'Shared: full access',
      `<script>alert(1)</script>"'&: limited access`,
    ]) {
      equal(calendars.includes(shown), true, shown)
    }
    equal(/<script/i.test(html), false)
  },

  'accept all: granted': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const page = await ada.requestAccess()
    equal(page.url.origin, testEnv.sandbox)
    const back = await ada.post(page.url.href, { decision: 'accept-all' })
    equal(back.url.href, `${testEnv.backend}/settings`)
    match(readNewOutcome(before, back), /^Granted/)
    const { notice, calendars } = readSettings(back)
    equal(notice, '')
    equal(
      calendars.filter((one) => one.endsWith(': limited access')),
      ['Public holidays: limited access'],
    )
    const limited = Object.entries(await testEnv.permissionLevels('ada')).filter(
      ([, level]) => level !== 'unrestricted',
    )
    equal(
      limited.map(([id]) => id),
      ['cal_de_google1_holidays', 'cal_de_google1_old'],
    )
  },

  'accept some: partly granted': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const page = await ada.requestAccess()
    const back = await ada.post(page.url.href, { decision: 'accept-selected', calendar_id: 'cal_de_google1_work' })
    match(readNewOutcome(before, back), /^Partly granted/)
    equal(
      readSettings(back).calendars.filter((one) => one.endsWith(': full access')),
      ['Work: full access', 'Shared: full access'],
    )
    const { cal_de_google1_work: work, cal_de_google1_home: home } = await testEnv.permissionLevels('ada')
    equal([work, home], ['unrestricted', 'sandbox'])
  },

  'reject: rejected': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const levels = await testEnv.permissionLevels('ada')
    const back = await ada.post((await ada.requestAccess()).url.href, { decision: 'reject' })
    match(readNewOutcome(before, back), /^Rejected/)
    equal(await testEnv.permissionLevels('ada'), levels)
  },

  'Enterprise Connect: granted at once, without another page': async (testEnv) => {
    const di = await signIn(testEnv, 'di')
    const before = await di.settings()
    const back = await di.requestAccess()
    equal(back.url.href, `${testEnv.backend}/settings`)
    match(readNewOutcome(before, back), /^Granted/)
    equal(readSettings(back).calendars, ['Work: full access', 'Home: full access'])
    equal(Object.values(await testEnv.permissionLevels('di')), ['unrestricted', 'unrestricted'])
  },

  'expired: the page says so': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const sealed = await sealRequest(createKeyRing([testEnv.sealingKey]), {
      subject: 'ada',
      calendarIds: ['cal_de_google1_work'],
      returnTo: `${testEnv.backend}/returned?connection=${before.connections[0]}`,
      redirectUri: `${testEnv.worker}/permission-requests/return`,
      nowMs: Date.now() - 2 * HOUR_SECONDS * 1000,
      ttlSeconds: HOUR_SECONDS,
    })
    const { notice, outcomes } = readSettings(
      await ada.get(`${testEnv.worker}/permission-requests/return?request=${sealed}`),
    )
    match(notice, /^Expired/)
    equal(outcomes, before.outcomes)
    equal((await ada.settings()).notice, '')
  },

  'the access token expired on the way: it is refreshed, and the outcome is shown': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const back = await testEnv.accept((await ada.requestAccess()).url.href)
    await testEnv.expireTokens('google')
    match(readNewOutcome(before, await ada.get(back)), /^Granted/)
  },

  'the connection ended: the page says so': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    await testEnv.endAuthorizations('google')
    const { notice, calendars } = await ada.settings()
    match(notice, /^Disconnected/)
    equal(calendars, [])
  },

  'canceled on the page to choose calendars: the page says so': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const { outcomes } = await ada.settings()
    const page = await ada.beginChoice()
    const back = readSettings(await ada.post(`${page.url.href}/cancel`, {}))
    match(back.notice, /^Canceled/)
    equal(back.outcomes, outcomes)
  },

  'coming back twice is one outcome, and two requests are two': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const first = await ada.settings()
    match(
      readNewOutcome(first, await ada.post((await ada.requestAccess()).url.href, { decision: 'reject' })),
      /^Rejected/,
    )
    const second = await ada.settings()
    const back = await testEnv.accept((await ada.requestAccess()).url.href)
    match(readNewOutcome(second, await ada.get(back)), /^Granted/)
    match(readNewOutcome(second, await ada.get(back)), /^Granted/)
  },
}

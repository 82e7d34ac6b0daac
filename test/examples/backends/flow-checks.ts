/**
 * The flow as people walk it, with every way that it ends, at any backend.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createKeyRing } from '../../../src/sealing/key-ring.ts'
import { calendarDigest, sealPermissionRequest } from '../../../src/sealing/permission-request.ts'
import type { Checks } from './checks.ts'
import { newOutcome, readSettings, signIn } from './test-user.ts'

const HOUR_SECONDS = 3600

export const flowChecks: Checks = {
  'the page shows what is granted, and names are nothing but text': async (stage) => {
    const { calendars, html } = await (await signIn(stage, 'ada')).settings()
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

  'accept all: granted': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    const page = await ada.allow()
    equal(page.url.origin, stage.sandbox)
    const back = await ada.post(page.url.href, { decision: 'accept-all' })
    equal(back.url.href, `${stage.backend}/settings`)
    match(newOutcome(before, back), /^Granted/)
    const { notice, calendars } = readSettings(back)
    equal(notice, '')
    equal(
      calendars.filter((one) => one.endsWith(': limited access')),
      ['Public holidays: limited access'],
    )
    const limited = Object.entries(await stage.books('ada')).filter(([, level]) => level !== 'unrestricted')
    equal(
      limited.map(([id]) => id),
      ['cal_de_google1_holidays', 'cal_de_google1_old'],
    )
  },

  'accept some: partly granted': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    const page = await ada.allow()
    const back = await ada.post(page.url.href, { decision: 'accept-selected', calendar_id: 'cal_de_google1_work' })
    match(newOutcome(before, back), /^Partly granted/)
    equal(
      readSettings(back).calendars.filter((one) => one.endsWith(': full access')),
      ['Work: full access', 'Shared: full access'],
    )
    const { cal_de_google1_work: work, cal_de_google1_home: home } = await stage.books('ada')
    equal([work, home], ['unrestricted', 'sandbox'])
  },

  'reject: rejected': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    const books = await stage.books('ada')
    const back = await ada.post((await ada.allow()).url.href, { decision: 'reject' })
    match(newOutcome(before, back), /^Rejected/)
    equal(await stage.books('ada'), books)
  },

  'Enterprise Connect: granted at once, without another page': async (stage) => {
    const di = await signIn(stage, 'di')
    const before = await di.settings()
    const back = await di.allow()
    equal(di.trail, [`${stage.backend}/allow`, `${stage.backend}/settings`])
    match(newOutcome(before, back), /^Granted/)
    equal(readSettings(back).calendars, ['Work: full access', 'Home: full access'])
    equal(Object.values(await stage.books('di')), ['unrestricted', 'unrestricted'])
  },

  'expired: the page says so': async (stage) => {
    const { ada: user } = stage.users
    const sealed = await sealPermissionRequest(
      createKeyRing([stage.sealingKey]),
      {
        requestId: randomUUID(),
        subject: user.subject,
        dataCenter: 'de',
        permissionLevel: 'unrestricted',
        calendars: [await calendarDigest('cal_de_google1_work')],
        returnTo: `${stage.backend}/settings`,
      },
      { issuer: stage.worker, nowMs: Date.now() - 2 * HOUR_SECONDS * 1000, ttlSeconds: HOUR_SECONDS },
    )
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    const { notice, outcomes } = readSettings(
      await ada.get(`${stage.worker}/permission-requests/return?request=${sealed}`),
    )
    match(notice, /^Expired/)
    equal(outcomes, before.outcomes)
    equal((await ada.settings()).notice, '')
  },

  'the token expired on the way: the page says so': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    const back = await stage.accept((await ada.allow()).url.href)
    await stage.expireToken('ada')
    const { notice, calendars, outcomes } = readSettings(await ada.get(back))
    match(notice, /^Disconnected/)
    equal(calendars, [])
    equal(outcomes, before.outcomes)
  },

  'coming back twice is one outcome, and two requests are two': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const first = await ada.settings()
    match(newOutcome(first, await ada.post((await ada.allow()).url.href, { decision: 'reject' })), /^Rejected/)
    const second = await ada.settings()
    const back = await stage.accept((await ada.allow()).url.href)
    match(newOutcome(second, await ada.get(back)), /^Granted/)
    match(newOutcome(second, await ada.get(back)), /^Granted/)
  },
}

/**
 * What others try, or a user who was not granted a thing, at any backend.
 *
 * @module
 */
import { deepStrictEqual as equal, match, notEqual } from 'node:assert/strict'
import type { Checks } from './checks.ts'
import { createPerson, newOutcome, readSettings, signIn } from './test-user.ts'

export const attackChecks: Checks = {
  'wrong subject: what ada began bob cannot complete, whatever the address says': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    const address = await returnAddress(await stage.accept((await ada.allow()).url.href))
    const bob = await signIn(stage, 'bob')
    const { outcomes } = await bob.settings()
    const books = await stage.books('bob')
    for (const claim of ['', `&subject=${stage.users.ada.subject}`, '&user=ada']) {
      const [calls, reads] = [stage.serviceCalls(), await stage.providerCalls()]
      equal(leadsTo(await bob.send(address + claim)), `${stage.backend}/settings`)
      equal(stage.serviceCalls(), calls + 1)
      equal(await stage.providerCalls(), reads, 'no calendar is read for him')
      const page = await bob.settings()
      match(page.notice, /^Refused/)
      equal(page.outcomes, outcomes)
    }
    equal(await stage.books('bob'), books)
    match(newOutcome(before, await ada.get(address)), /^Granted/)
  },

  'a made-up return: unconfirmed, and never granted': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    const books = await stage.books('ada')
    await ada.allow()
    const back = await ada.get(await returnAddress(await stage.redirectUri('ada')))
    match(newOutcome(before, back), /^Unconfirmed/)
    equal(readSettings(back).notice, '')
    equal(await stage.books('ada'), books)
  },

  'a made-up request: the page says that it did not work': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    for (const query of ['sealed_request=made.up', 'sealed_request=%3Cscript%3E&permission_error=%3Cscript%3E']) {
      const { notice, outcomes } = readSettings(await ada.get(`${stage.backend}/settings?${query}`))
      match(notice, /^That did not work/)
      equal(outcomes, before.outcomes)
    }
  },

  'a forged refusal after accepting: still granted': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    const address = await returnAddress(await stage.accept((await ada.allow()).url.href))
    match(newOutcome(before, await ada.get(`${address}&permission_error=access_denied`)), /^Granted/)
  },

  'signed out: the return does nothing': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const address = await returnAddress(await stage.accept((await ada.allow()).url.href))
    const calls = stage.serviceCalls()
    for (const url of [`${stage.backend}/settings`, address]) equal((await createPerson(stage).get(url)).status, 401)
    equal(stage.serviceCalls(), calls)
  },

  'without the CSRF token of the session: refused, and the service is not called': async (stage) => {
    const books = await stage.books('di')
    const di = await signIn(stage, 'di')
    const { csrf } = await di.settings()
    const other = await (await signIn(stage, 'di')).settings()
    const calls = stage.serviceCalls()
    for (const wrong of [{}, { csrf: '' }, { csrf: 'undefined' }, { csrf: `${csrf}x` }, { csrf: other.csrf }]) {
      equal((await di.post(`${stage.backend}/allow`, wrong)).status, 403, JSON.stringify(wrong))
    }
    const signedOut = createPerson(stage)
    equal((await signedOut.post(`${stage.backend}/allow`, { csrf })).status, 401)
    const { status } = await di.send(`${stage.backend}/allow?csrf=${csrf}`)
    equal([404, 405].includes(status), true, `GET is answered ${status}`)
    equal(stage.serviceCalls(), calls)
    equal(await stage.books('di'), books)
  },

  'the cookie is a random name for a session, and no script reads it': async (stage) => {
    const seen = new Set<string>()
    const person = createPerson(stage)
    const cookies = person.cookies(stage.backend)
    cookies.set('session', 'chosen-by-somebody-else')
    equal((await person.get(`${stage.backend}/settings`)).status, 401)
    for (const _ of [1, 2]) {
      const answer = await person.send(`${stage.backend}/sign-in?user=ada`)
      const [cookie = ''] = answer.headers.getSetCookie()
      const id = /^session=([\w-]{43,});/.exec(cookie)?.[1] ?? ''
      notEqual(id, '')
      for (const flag of [/; *HttpOnly/i, /; *SameSite=Lax/i, /; *Path=\/(?:;|$)/i]) match(cookie, flag)
      cookies.set('session', id)
      seen.add(id)
    }
    equal(seen.size, 2)
  },

  'neither a token nor the API key reaches a browser': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const back = await stage.accept((await ada.allow()).url.href)
    await ada.get(back)
    await stage.expireToken('ada')
    await ada.get(back)
    const seen = ada.record.join('\n')
    equal(seen.includes('Disconnected'), true)
    for (const secret of [stage.apiKey, stage.users.ada.access_token]) equal(seen.includes(secret), false)
  },
}

/** The backend's address to which the worker's return step leads. */
async function returnAddress(redirectUri: string): Promise<string> {
  return leadsTo(await fetch(redirectUri, { redirect: 'manual' }))
}

function leadsTo({ status, url, headers }: Response): string {
  equal(status, 303)
  return new URL(headers.get('location') ?? '', url).href
}

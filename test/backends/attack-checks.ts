/**
 * What others try, and what a user tries who was not granted a thing, at any backend.
 *
 * @module
 */
import { deepStrictEqual as equal, match, notEqual } from 'node:assert/strict'
import type { Checks } from './checks.ts'
import { createPerson, readSettings, signIn } from './person.ts'
import type { Stage } from './stage.ts'

export const attackChecks: Checks = {
  'wrong subject: what ada began bob cannot complete, whatever the address says': async (stage) => {
    const ada = await signIn(stage, 'ada')
    await stage.accept((await ada.allow()).url.href)
    const address = returnAddress(stage)
    const bob = await signIn(stage, 'bob')
    const { outcomes } = await bob.settings()
    const books = await stage.books('bob')
    for (const claim of ['', `&subject=${stage.users.ada.subject}`, '&user=ada']) {
      const reads = await stage.providerCalls()
      const answer = await bob.send(address + claim)
      equal(leadsTo(answer), `${stage.backend}/settings`)
      equal(await stage.providerCalls(), reads, 'no calendar is read for him')
      const { path, body } = lastCall(stage)
      equal([path, JSON.parse(body).subject], ['/permission-requests/complete', stage.users.bob.subject])
      const page = await bob.settings()
      match(page.notice, /^Refused/)
      equal(page.outcomes, outcomes)
    }
    equal(await stage.books('bob'), books)
    match(readSettings(await ada.get(address)).outcomes[0] ?? '', /^Granted/)
  },

  'a made-up return: unconfirmed, and never granted': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const books = await stage.books('ada')
    await ada.allow()
    const { outcomes, notice } = readSettings(await ada.get(returnAddress(stage)))
    match(outcomes[0] ?? '', /^Unconfirmed/)
    equal(notice, '')
    equal(await stage.books('ada'), books)
  },

  'a made-up request: the page says that it did not work': async (stage) => {
    const ada = await signIn(stage, 'ada')
    const before = await ada.settings()
    for (const query of [
      'permission_request=made.up',
      'permission_request=%3Cscript%3E&permission_error=%3Cscript%3E',
    ]) {
      const { notice, outcomes } = readSettings(await ada.get(`${stage.backend}/settings?${query}`))
      match(notice, /^That did not work/)
      equal(outcomes, before.outcomes)
    }
  },

  'a forged refusal after accepting: still granted': async (stage) => {
    const ada = await signIn(stage, 'ada')
    await stage.accept((await ada.allow()).url.href)
    const back = await ada.get(`${returnAddress(stage)}&permission_error=access_denied`)
    match(readSettings(back).outcomes[0] ?? '', /^Granted/)
  },

  'signed out: the return does nothing': async (stage) => {
    const ada = await signIn(stage, 'ada')
    await stage.accept((await ada.allow()).url.href)
    const calls = stage.service.calls.length
    for (const path of ['/settings', `/settings${new URL(returnAddress(stage)).search}`]) {
      equal((await createPerson(stage).get(stage.backend + path)).status, 401)
    }
    equal(stage.service.calls.length, calls)
  },

  'without the CSRF token of the session: refused, and the service is not called': async (stage) => {
    const books = await stage.books('di')
    const di = await signIn(stage, 'di')
    const { csrf } = await di.settings()
    const other = await (await signIn(stage, 'di')).settings()
    const calls = stage.service.calls.length
    for (const wrong of [{}, { csrf: '' }, { csrf: 'undefined' }, { csrf: `${csrf}x` }, { csrf: other.csrf }]) {
      equal((await di.post(`${stage.backend}/allow`, wrong)).status, 403, JSON.stringify(wrong))
    }
    const signedOut = createPerson(stage)
    equal((await signedOut.post(`${stage.backend}/allow`, { csrf })).status, 401)
    const { status } = await di.send(`${stage.backend}/allow?csrf=${csrf}`)
    equal([404, 405].includes(status), true, `GET is answered ${status}`)
    equal(stage.service.calls.length, calls)
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

function lastCall({ service }: Stage) {
  const call = service.calls.at(-1)
  if (call === undefined) throw new Error('Cannot look at the last call: the service was not called')
  return call
}

/** Where the user comes back to from the request that was begun last. */
function returnAddress(stage: Stage): string {
  const { permission_request } = JSON.parse(lastCall(stage).answer) as { permission_request: string }
  return `${stage.backend}/settings?permission_request=${permission_request}`
}

function leadsTo({ status, url, headers }: Response): string {
  equal(status, 303)
  return new URL(headers.get('location') ?? '', url).href
}

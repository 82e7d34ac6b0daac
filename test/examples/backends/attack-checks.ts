/**
 * What others try, or a user who was not granted a thing, at any backend.
 *
 * @module
 */
import { deepStrictEqual as equal, match, notEqual } from 'node:assert/strict'
import type { Checks } from './checks.ts'
import { createTestUser, readNewOutcome, readSettings, signIn } from './test-user.ts'

export const attackChecks: Checks = {
  'wrong subject: what ada began ben cannot complete, whatever the address says': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const url = await followToReturnUrl(await testEnv.accept((await ada.requestAccess()).url.href))
    const ben = await signIn(testEnv, 'ben')
    const { outcomes, connections } = await ben.settings()
    const levels = await testEnv.permissionLevels('ben')
    for (const claim of ['', '&subject=ada', '&user=ada']) {
      const [calls, reads] = [testEnv.serviceCalls(), await testEnv.providerCalls()]
      const own = url.replace(/connection=[\w-]+/, `connection=${connections[0]}`)
      equal(redirectTarget(await ben.send(own + claim)), `${testEnv.backend}/settings`)
      equal(testEnv.serviceCalls(), calls + 1)
      equal(await testEnv.providerCalls(), reads, 'no calendar is read for him')
      const page = await ben.settings()
      match(page.notice, /^Refused/)
      equal(page.outcomes, outcomes)
    }
    equal(await testEnv.permissionLevels('ben'), levels)
    match(readNewOutcome(before, await ada.get(url)), /^Granted/)
  },

  'a made-up return: unconfirmed, and never granted': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const levels = await testEnv.permissionLevels('ada')
    await ada.requestAccess()
    const back = await ada.get(await followToReturnUrl(await testEnv.redirectUri('ada')))
    match(readNewOutcome(before, back), /^Unconfirmed/)
    equal(readSettings(back).notice, '')
    equal(await testEnv.permissionLevels('ada'), levels)
  },

  'a made-up request: the page says that it did not work': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    for (const query of ['sealed_request=made.up', 'sealed_request=%3Cscript%3E&permission_error=%3Cscript%3E']) {
      const { notice, outcomes } = readSettings(
        await ada.get(`${testEnv.backend}/returned?connection=${before.connections[0]}&${query}`),
      )
      match(notice, /^That did not work/)
      equal(outcomes, before.outcomes)
    }
  },

  'a made-up error: the page shows neither a result nor what the URL says': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    for (const error of ['granted', 'Connected', 'constructor', '__proto__', '']) {
      const { notice } = readSettings(await ada.get(`${testEnv.backend}/returned?permission_error=${error}`))
      match(notice, /^That did not work/, error)
    }
  },

  'a forged refusal after accepting: still granted': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const url = await followToReturnUrl(await testEnv.accept((await ada.requestAccess()).url.href))
    match(readNewOutcome(before, await ada.get(`${url}&permission_error=access_denied`)), /^Granted/)
  },

  'a rejection, and then its return without the error: still rejected': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const url = new URL(await followToReturnUrl(await testEnv.reject((await ada.requestAccess()).url.href)))
    const back = await ada.get(url.href)
    match(readNewOutcome(before, back), /^Rejected/)
    url.searchParams.delete('permission_error')
    equal(readSettings(await ada.get(url.href)).outcomes, readSettings(back).outcomes)
  },

  'signed out: the return does nothing': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const returnUrl = await followToReturnUrl(await testEnv.accept((await ada.requestAccess()).url.href))
    const calls = testEnv.serviceCalls()
    for (const url of [`${testEnv.backend}/settings`, returnUrl])
      equal((await createTestUser(testEnv).get(url)).status, 401)
    equal(testEnv.serviceCalls(), calls)
  },

  'without the CSRF token of the session: refused, and the service is not called': async (testEnv) => {
    const levels = await testEnv.permissionLevels('di')
    const di = await signIn(testEnv, 'di')
    const { csrf } = await di.settings()
    const other = await (await signIn(testEnv, 'di')).settings()
    const calls = testEnv.serviceCalls()
    for (const path of ['/connect', '/confirm', '/allow', '/disconnect']) {
      for (const wrong of [{}, { csrf: '' }, { csrf: 'undefined' }, { csrf: `${csrf}x` }, { csrf: other.csrf }]) {
        equal((await di.post(testEnv.backend + path, wrong)).status, 403, JSON.stringify(wrong))
      }
      const signedOut = createTestUser(testEnv)
      equal((await signedOut.post(testEnv.backend + path, { csrf })).status, 401)
      const { status } = await di.send(`${testEnv.backend}${path}?csrf=${csrf}`)
      equal([404, 405].includes(status), true, `GET is answered ${status}`)
    }
    equal(testEnv.serviceCalls(), calls)
    equal(await testEnv.permissionLevels('di'), levels)
  },

  'the cookie is a random name for a session, and no script reads it': async (testEnv) => {
    const seen = new Set<string>()
    const user = createTestUser(testEnv)
    const cookies = user.cookies(testEnv.backend)
    const cookieName = `acme-${new URL(testEnv.backend).port}`
    cookies.set(cookieName, 'chosen-by-somebody-else')
    equal((await user.get(`${testEnv.backend}/settings`)).status, 401)
    for (const _ of [1, 2]) {
      const response = await user.send(`${testEnv.backend}/sign-in?user=ada`)
      const [cookie = ''] = response.headers.getSetCookie()
      const id = new RegExp(`^${cookieName}=([\\w-]{43,});`).exec(cookie)?.[1] ?? ''
      notEqual(id, '')
      for (const flag of [/; *HttpOnly/i, /; *SameSite=Lax/i, /; *Path=\/(?:;|$)/i]) match(cookie, flag)
      cookies.set(cookieName, id)
      seen.add(id)
    }
    equal(seen.size, 2)
  },

  'neither a token nor the API key reaches a browser': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const page = await ada.beginConnection()
    await ada.post(page.url.href, { account: 'apple' })
    await ada.submit('/confirm', { answer: 'no' })
    await ada.get(await testEnv.accept((await ada.requestAccess()).url.href))
    await testEnv.expireTokens('google')
    await ada.settings()
    const seen = ada.responseLog.join('\n')
    for (const secret of [testEnv.apiKey, ...(await testEnv.tokens())]) equal(seen.includes(secret), false)
  },
}

/** The backend's address to which the worker's return step leads. */
async function followToReturnUrl(redirectUri: string): Promise<string> {
  return redirectTarget(await fetch(redirectUri, { redirect: 'manual' }))
}

function redirectTarget({ status, url, headers }: Response): string {
  equal(status, 303)
  return new URL(headers.get('location') ?? '', url).href
}

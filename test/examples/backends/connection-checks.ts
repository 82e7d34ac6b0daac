/**
 * Connections, with what users and others do at the wrong time or in the wrong place, at any backend.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import type { Checks } from './checks.ts'
import { readSettings, signIn, type TestUser } from './test-user.ts'

/** Connects an account up to the URL with which the browser comes back, without opening it. */
async function signInAtCronofy(user: TestUser, backend: string, account: string): Promise<string> {
  const page = await user.beginConnection()
  const callback = await user.send(page.url.href, { method: 'POST', body: new URLSearchParams({ account }) })
  const target = (await user.send(callback.headers.get('location') ?? '')).headers.get('location') ?? ''
  match(target, new RegExp(`^${backend}/connected\\?.*sealed_connection=`))
  return target
}

export const connectionChecks: Checks = {
  'a connection is kept when the user has confirmed its account': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const page = await ada.beginConnection()
    const back = await ada.post(page.url.href, { account: 'apple' })
    equal(back.url.href, `${testEnv.backend}/settings`, 'the URL with the seal is left')
    equal(readSettings(back).pending, 'cy@home.example')
    equal(readSettings(back).connections, before.connections)
    const { connections, notice } = readSettings(await ada.submit('/confirm', { answer: 'yes' }))
    equal([connections.length, notice], [before.connections.length + 1, 'Connected'])
    const again = readSettings(await ada.submit('/confirm', { answer: 'yes' }))
    equal(again.connections, connections, 'a double click keeps it once')
    const ended = readSettings(await ada.submit('/disconnect', { connection: connections.at(-1) ?? '' }))
    equal([ended.connections, ended.notice], [before.connections, 'Disconnected'])
  },

  'an account that the user does not recognize is revoked': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const before = await ada.settings()
    const tokens = (await testEnv.tokens()).length
    const page = await ada.beginConnection()
    await ada.post(page.url.href, { account: 'apple' })
    equal((await testEnv.tokens()).length, tokens + 2)
    const { connections, notice, pending } = readSettings(await ada.submit('/confirm', { answer: 'no' }))
    equal([connections, notice, pending], [before.connections, 'Removed', undefined])
    equal((await testEnv.tokens()).length, tokens)
  },

  'reload and back after a connection call the service no second time': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const target = await signInAtCronofy(ada, testEnv.backend, 'apple')
    await ada.get(target)
    const calls = testEnv.serviceCalls()
    for (const _ of [1, 2]) equal((await ada.send(target)).status, 303)
    equal(testEnv.serviceCalls(), calls)
    equal((await ada.settings()).pending, 'cy@home.example')
    await ada.submit('/confirm', { answer: 'no' })
  },

  'two loads at the same time exchange the code once': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const target = await signInAtCronofy(ada, testEnv.backend, 'apple')
    const calls = testEnv.serviceCalls()
    await Promise.all([ada.send(target), ada.send(target), ada.send(target)])
    equal(testEnv.serviceCalls(), calls + 1)
    equal((await ada.settings()).pending, 'cy@home.example')
    await ada.submit('/confirm', { answer: 'no' })
  },

  'a prefetch of the landing page uses nothing up': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const target = await signInAtCronofy(ada, testEnv.backend, 'apple')
    const calls = testEnv.serviceCalls()
    for (const headers of [
      { 'sec-purpose': 'prefetch' },
      { 'sec-purpose': 'prefetch;prerender' },
      { purpose: 'prefetch' },
    ]) {
      equal((await ada.send(target, { headers: headers as Record<string, string> })).status, 204)
    }
    equal((await ada.send(target, { method: 'HEAD' })).status, 204)
    equal(testEnv.serviceCalls(), calls)
    equal(readSettings(await ada.get(target)).pending, 'cy@home.example')
    await ada.submit('/confirm', { answer: 'no' })
  },

  'a refusal at Cronofy: the page says so': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const { url } = await ada.beginConnection()
    const query = new URLSearchParams({ error: 'access_denied', state: url.searchParams.get('state') ?? '' })
    const back = await ada.get(`${testEnv.worker}/connections/callback/de?${query}`)
    match(readSettings(back).notice, /^Not connected/)
  },

  "another user's link, opened and completed as oneself, connects nothing (T33)": async (testEnv) => {
    const [ada, ben] = [await signIn(testEnv, 'ada'), await signIn(testEnv, 'ben')]
    const link =
      (
        await ada.send(`${testEnv.backend}/connect`, {
          method: 'POST',
          body: new URLSearchParams({ csrf: (await ada.settings()).csrf }),
        })
      ).headers.get('location') ?? ''
    const page = await ben.get(link.replace('/start?', '/start/de?'))
    const before = await ben.settings()
    const [calls, tokens] = [testEnv.serviceCalls(), await testEnv.tokens()]
    const back = readSettings(await ben.post(page.url.href, { account: 'microsoft' }))
    equal([back.pending, back.connections], [undefined, before.connections])
    equal(
      testEnv.serviceCalls() - calls,
      before.connections.length,
      'the calendars are read, and nothing else is called',
    )
    equal(await testEnv.tokens(), tokens, 'the code stays unused')
  },

  "another user's seal under an own connection is refused, and its code stays unused (T33)": async (testEnv) => {
    const [ada, ben] = [await signIn(testEnv, 'ada'), await signIn(testEnv, 'ben')]
    const [adas, bens] = [
      new URL(await signInAtCronofy(ada, testEnv.backend, 'apple')),
      new URL(await signInAtCronofy(ben, testEnv.backend, 'microsoft')),
    ]
    bens.searchParams.set('sealed_connection', adas.searchParams.get('sealed_connection') ?? '')
    const tokens = await testEnv.tokens()
    const refused = readSettings(await ben.get(bens.href))
    match(refused.notice, /^Refused/)
    equal(refused.pending, undefined)
    equal(await testEnv.tokens(), tokens)
    equal(readSettings(await ada.get(adas.href)).pending, 'cy@home.example')
    await ada.submit('/confirm', { answer: 'no' })
  },

  "another person's account, brought back to who began, is shown by name before anything is kept (T33)": async (
    testEnv,
  ) => {
    const [ada, stranger] = [await signIn(testEnv, 'ada'), await signIn(testEnv, 'ben')]
    const page = await ada.beginConnection()
    const callback = await ada.send(page.url.href, {
      method: 'POST',
      body: new URLSearchParams({ account: 'microsoft' }),
    })
    const target = (await ada.send(callback.headers.get('location') ?? '')).headers.get('location') ?? ''
    equal(readSettings(await ada.get(target)).pending, 'bo@work.example')
    equal(readSettings(await stranger.get(target)).pending, undefined)
    const { connections } = readSettings(await ada.submit('/confirm', { answer: 'no' }))
    equal(connections.length, 1)
  },

  'a connection of another user can be neither used nor ended': async (testEnv) => {
    const [ada, ben] = [await signIn(testEnv, 'ada'), await signIn(testEnv, 'ben')]
    const { connections } = await ada.settings()
    for (const path of ['/allow', '/disconnect']) {
      for (const connection of [connections[0] ?? '', '', '0', 'x']) {
        match(readSettings(await ben.submit(path, { connection })).notice, /^Disconnected: connect/)
      }
    }
    equal((await ada.settings()).connections, connections)
  },

  'access tokens that Cronofy rejects are refreshed, once for calls at the same time': async (testEnv) => {
    const ada = await signIn(testEnv, 'ada')
    const refreshes = () => testEnv.tap.sent().match(/POST \/connections\/refresh HTTP/g)?.length ?? 0
    for (const loads of [3, 1]) {
      await testEnv.expireTokens('google')
      const before = refreshes()
      const pages = await Promise.all(Array.from({ length: loads }, () => ada.send(`${testEnv.backend}/settings`)))
      for (const page of pages) match(await page.text(), /Work: limited access/)
      equal(refreshes() - before, 1, `${loads} at the same time`)
    }
  },
}

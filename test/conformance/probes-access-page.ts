/**
 * Probes of the access page, and of the access that a decision grants.
 *
 * @module
 */
import { assertStatus, assertSuccess, describeResponse, redirectParams } from './assertions.ts'
import type { Probes } from './probe.ts'
import { assert } from './probe-result.ts'
import type { TargetResponse } from './target.ts'
import type { TestEnv } from './test-env.ts'

/** Longer than the lifetime of the page's URL. */
const OVER_A_DAY_SECONDS = 86_401
const NEEDS_USER = 'needs a user at the access page'

/** The probes, by the ID of the row. */
export const ACCESS_PAGE_PROBES: Probes = {
  page: async (testEnv) => {
    const { token, ids } = await testEnv.requestableCalendars(1)
    const response = await testEnv.fetchPage(await testEnv.accessPageUrl(token, ids))
    assert(response.status < 400, describeResponse(response))
    assert((await testEnv.permissionLevel(token, ids[0] ?? '')) !== 'unrestricted', 'opening the page granted access')
  },
  'decision-reject': async (testEnv) => {
    const { query, levels } = await decideNewRequest(testEnv, 'reject')
    assert(query.get('error') === 'access_denied', `error is "${query.get('error')}"`)
    for (const [name, value] of new URL(testEnv.redirectUri).searchParams) {
      assert(query.get(name) === value, `the redirect URI's own "${name}" was not returned`)
    }
    assert(!levels.includes('unrestricted'), 'a calendar is unrestricted')
  },
  'decision-accept': async (testEnv) => {
    const { levels } = await decideNewRequest(testEnv, 'accept-all')
    assert(
      levels.every((level) => level === 'unrestricted'),
      `the calendars are ${levels.join(', ')}`,
    )
  },
  'decision-no-marker': async (testEnv) => {
    const { query } = await decideNewRequest(testEnv, 'accept-all')
    const expected = new URL(testEnv.redirectUri).searchParams
    assert(query.toString() === expected.toString(), `the query is ${[...query.keys()].join(', ')}`)
  },
  'decision-partial': async (testEnv) => {
    const { query, levels } = await decideNewRequest(testEnv, 'accept-selected', 1)
    assert(!query.has('error'), `error is "${query.get('error')}"`)
    assert(levels.join() === 'unrestricted,sandbox', `the calendars are ${levels.join(', ')}`)
  },
  'decision-none': async (testEnv) => {
    const { query, levels } = await decideNewRequest(testEnv, 'accept-selected', 0)
    assert(query.get('error') === 'access_denied', `error is "${query.get('error')}"`)
    assert(!levels.includes('unrestricted'), 'a calendar is unrestricted')
  },
  'page-single-use': async (testEnv) => {
    const { url } = await decideNewRequest(testEnv, 'accept-all')
    const again = await testEnv.fetchPage(url)
    assert(again.status >= 400, `${describeResponse(again)} after the decision`)
    const decidedAgain = await testEnv.decide(url, 'reject')
    assert(decidedAgain.status >= 400, `${describeResponse(decidedAgain)} to a second decision`)
  },
  'page-life': async (testEnv) => {
    testEnv.sandboxOnly('needs a clock that can be advanced')
    const { token, ids } = await testEnv.requestableCalendars(1)
    const url = await testEnv.accessPageUrl(token, ids)
    await testEnv.advanceClock(3590)
    assertSuccess(await testEnv.fetchPage(url))
    await testEnv.advanceClock(10)
    const late = await testEnv.fetchPage(url)
    assert(late.status >= 400, `${describeResponse(late)} after 3600 seconds`)
  },
  'page-over': async (testEnv) => {
    testEnv.sandboxOnly('needs a clock that can be advanced')
    const { token, ids } = await testEnv.requestableCalendars(1)
    const url = await testEnv.accessPageUrl(token, ids)
    await testEnv.advanceClock(OVER_A_DAY_SECONDS)
    const late = await testEnv.fetchPage(url)
    assertStatus(late, 410)
    assert(!late.headers.has('location'), `${describeResponse(late)}, and redirects`)
  },
  'page-unknown': async (testEnv) => assertStatus(await testEnv.fetchPage('/permissions/conformance-unknown'), 404),
  'grant-at-once': async (testEnv) => {
    const { levels } = await decideNewRequest(testEnv, 'accept-all')
    assert(
      levels.every((level) => level === 'unrestricted'),
      'the first read does not show the grant',
    )
  },
  'grant-stays': async (testEnv) => {
    const { token, ids } = await decideNewRequest(testEnv, 'accept-all')
    await testEnv.decide(await testEnv.accessPageUrl(token, ids), 'reject')
    const level = await testEnv.permissionLevel(token, ids[0] ?? '')
    assert(level === 'unrestricted', `afterwards the calendar is "${level}"`)
  },
  'grant-per-account': async (testEnv) => {
    const other = testEnv.otherClient()
    const { levels, sub, ids } = await decideNewRequest(testEnv, 'accept-all')
    assert(levels.includes('unrestricted'), 'the first application does not see it')
    const token = await tokenForClient(testEnv, sub, other)
    const level = await testEnv.permissionLevel(token, ids[0] ?? '')
    assert(level === 'unrestricted', `the other application sees "${level}"`)
  },
}

interface DecisionResult {
  readonly url: string
  readonly token: string
  readonly sub: string
  readonly ids: readonly string[]
  /** The query that the redirect URI received. */
  readonly query: URLSearchParams
  /** The levels of the calendars in the first read afterwards. */
  readonly levels: readonly (string | undefined)[]
}

/** Requests two calendars and decides. For `accept-selected`, `selected` is the number of calendars to accept. */
async function decideNewRequest(testEnv: TestEnv, decision: string, selected = 0): Promise<DecisionResult> {
  testEnv.sandboxOnly(NEEDS_USER)
  const { token, ids } = await testEnv.requestableCalendars(2)
  const url = await testEnv.accessPageUrl(token, ids)
  const response = await testEnv.decide(url, decision, ids.slice(0, selected))
  const query = redirectParams(response, testEnv.redirectUri)
  assert(query !== undefined, `${describeResponse(response)}, without a redirect to the redirect URI`)
  const after = await testEnv.calendars(token)
  const levels = ids.map((id) => after.find(({ calendar_id }) => calendar_id === id)?.permission_level)
  const info = await testEnv.call('/v1/userinfo', { token })
  return { url, token, ids, query, levels, sub: readSub(info) }
}

function readSub({ json }: TargetResponse): string {
  return typeof json === 'object' && json !== null && 'sub' in json ? String(json.sub) : ''
}

/** Returns the token that another application has for the account. */
async function tokenForClient(
  testEnv: TestEnv,
  sub: string,
  client: { readonly client_id: string; readonly client_secret: string },
): Promise<string> {
  const accounts = (await testEnv.control('accounts')) as {
    accounts: { name: string; subs: Readonly<Record<string, string>> }[]
  }
  const account = accounts.accounts.find(({ subs }) => subs[testEnv.dataCenter] === sub)?.name ?? ''
  const signedIn = await testEnv.signIn({ account }, { client_id: client.client_id })
  const code = redirectParams(signedIn, testEnv.redirectUri)?.get('code') ?? ''
  const form = { ...client, grant_type: 'authorization_code', code, redirect_uri: testEnv.redirectUri }
  const { json } = await testEnv.call('/oauth/token', { form })
  const token = typeof json === 'object' && json !== null && 'access_token' in json ? json.access_token : undefined
  assert(typeof token === 'string', 'the other application receives no token')
  return token
}

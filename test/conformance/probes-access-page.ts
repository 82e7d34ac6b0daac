/**
 * Probes of the access page, and of what a decision grants.
 *
 * @module
 */
import { describe, holdStatus, holdSuccess, returnedTo } from './assertions.ts'
import type { Probes } from './probe.ts'
import { hold } from './probe-result.ts'
import type { Answer } from './target.ts'
import type { Stage } from './test-env.ts'

/** Longer than an address can live. */
const A_DAY = 86_401
const NEEDS_A_PERSON = 'needs a person at the access page'

/** By id of the row. */
export const ACCESS_PAGE_PROBES: Probes = {
  page: async (stage) => {
    const { token, ids } = await stage.free(1)
    const answer = await stage.visit(await stage.page(token, ids))
    hold(answer.status < 400, describe(answer))
    hold((await stage.level(token, ids[0] ?? '')) !== 'unrestricted', 'showing the page granted it')
  },
  'decision-reject': async (stage) => {
    const { query, levels } = await decided(stage, 'reject')
    hold(query.get('error') === 'access_denied', `error is "${query.get('error')}"`)
    for (const [name, value] of new URL(stage.redirectUri).searchParams) {
      hold(query.get(name) === value, `the redirect URI's own "${name}" did not come back`)
    }
    hold(!levels.includes('unrestricted'), 'a calendar is unrestricted')
  },
  'decision-accept': async (stage) => {
    const { levels } = await decided(stage, 'accept-all')
    hold(
      levels.every((level) => level === 'unrestricted'),
      `the calendars are ${levels.join(', ')}`,
    )
  },
  'decision-no-marker': async (stage) => {
    const { query } = await decided(stage, 'accept-all')
    const own = new URL(stage.redirectUri).searchParams
    hold(query.toString() === own.toString(), `the query is ${[...query.keys()].join(', ')}`)
  },
  'decision-partial': async (stage) => {
    const { query, levels } = await decided(stage, 'accept-selected', 1)
    hold(!query.has('error'), `error is "${query.get('error')}"`)
    hold(levels.join() === 'unrestricted,sandbox', `the calendars are ${levels.join(', ')}`)
  },
  'decision-none': async (stage) => {
    const { query, levels } = await decided(stage, 'accept-selected', 0)
    hold(query.get('error') === 'access_denied', `error is "${query.get('error')}"`)
    hold(!levels.includes('unrestricted'), 'a calendar is unrestricted')
  },
  'page-single-use': async (stage) => {
    const { url } = await decided(stage, 'accept-all')
    const again = await stage.visit(url)
    hold(again.status >= 400, `${describe(again)} after the decision`)
    const decidedAgain = await stage.decide(url, 'reject')
    hold(decidedAgain.status >= 400, `${describe(decidedAgain)} to a second decision`)
  },
  'page-life': async (stage) => {
    stage.sandboxOnly('needs a clock that can be pushed')
    const { token, ids } = await stage.free(1)
    const url = await stage.page(token, ids)
    await stage.advance(3590)
    holdSuccess(await stage.visit(url))
    await stage.advance(10)
    const late = await stage.visit(url)
    hold(late.status >= 400, `${describe(late)} after 3600 seconds`)
  },
  'page-over': async (stage) => {
    stage.sandboxOnly('needs a clock that can be pushed')
    const { token, ids } = await stage.free(1)
    const url = await stage.page(token, ids)
    await stage.advance(A_DAY)
    const late = await stage.visit(url)
    holdStatus(late, 410)
    hold(!late.headers.has('location'), `${describe(late)}, and redirects`)
  },
  'page-unknown': async (stage) => holdStatus(await stage.visit('/permissions/fidelity-unknown'), 404),
  'grant-at-once': async (stage) => {
    const { levels } = await decided(stage, 'accept-all')
    hold(
      levels.every((level) => level === 'unrestricted'),
      'the first read does not show it',
    )
  },
  'grant-stays': async (stage) => {
    const { token, ids } = await decided(stage, 'accept-all')
    await stage.decide(await stage.page(token, ids), 'reject')
    const level = await stage.level(token, ids[0] ?? '')
    hold(level === 'unrestricted', `afterwards the calendar is "${level}"`)
  },
  'grant-per-account': async (stage) => {
    const other = stage.otherClient()
    const { levels, sub, ids } = await decided(stage, 'accept-all')
    hold(levels.includes('unrestricted'), 'the first application does not see it')
    const token = await tokenOf(stage, sub, other)
    const level = await stage.level(token, ids[0] ?? '')
    hold(level === 'unrestricted', `the other application sees "${level}"`)
  },
}

interface Decided {
  readonly url: string
  readonly token: string
  readonly sub: string
  readonly ids: readonly string[]
  /** What came back to the redirect URI. */
  readonly query: URLSearchParams
  /** The levels of the calendars in the first read afterwards. */
  readonly levels: readonly (string | undefined)[]
}

/** Asks for two calendars and decides. With `accept-selected` so many of them are selected. */
async function decided(stage: Stage, decision: string, selected = 0): Promise<Decided> {
  stage.sandboxOnly(NEEDS_A_PERSON)
  const { token, ids } = await stage.free(2)
  const url = await stage.page(token, ids)
  const answer = await stage.decide(url, decision, ids.slice(0, selected))
  const query = returnedTo(answer, stage.redirectUri)
  hold(query !== undefined, `${describe(answer)}, without a return to the redirect URI`)
  const after = await stage.calendars(token)
  const levels = ids.map((id) => after.find(({ calendar_id }) => calendar_id === id)?.permission_level)
  const info = await stage.call('/v1/userinfo', { token })
  return { url, token, ids, query, levels, sub: subOf(info) }
}

function subOf({ json }: Answer): string {
  return typeof json === 'object' && json !== null && 'sub' in json ? String(json.sub) : ''
}

/** A token that another application has of the account. */
async function tokenOf(
  stage: Stage,
  sub: string,
  client: { readonly client_id: string; readonly client_secret: string },
): Promise<string> {
  const accounts = (await stage.control('accounts')) as {
    accounts: { name: string; subs: Readonly<Record<string, string>> }[]
  }
  const account = accounts.accounts.find(({ subs }) => subs[stage.dataCenter] === sub)?.name ?? ''
  const signedIn = await stage.signIn({ account }, { client_id: client.client_id })
  const code = returnedTo(signedIn, stage.redirectUri)?.get('code') ?? ''
  const form = { ...client, grant_type: 'authorization_code', code, redirect_uri: stage.redirectUri }
  const { json } = await stage.call('/oauth/token', { form })
  const token = typeof json === 'object' && json !== null && 'access_token' in json ? json.access_token : undefined
  hold(typeof token === 'string', 'the other application gets no token')
  return token
}

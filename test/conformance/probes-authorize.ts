/**
 * Probes of the data centers, the authorize page and its codes.
 *
 * @module
 */
import { at, describe, holdStatus, holdSuccess, returnedTo } from './assertions.ts'
import type { Probes } from './probe.ts'
import { hold, NotTried } from './probe-result.ts'
import { type Answer, accountsOf } from './target.ts'
import type { Stage } from './test-env.ts'

const SCOPES = [
  'change_participation_status',
  'create_calendar',
  'create_event',
  'delete_event',
  'event_reminders',
  'free_busy',
  'free_busy_write',
  'list_calendars',
  'read_account',
  'read_events',
  'read_free_busy',
  'read_only',
  'read_write',
  'write_only',
]

/** No application's: the name is reserved. */
const UNLISTED = 'https://not-listed.invalid/return'

/** By id of the row. */
export const AUTHORIZE_PROBES: Probes = {
  'data-centers-apart': async (stage) => {
    const answer = await stage.call('/v1/calendars', { token: await stage.token('foreign') })
    holdStatus(answer, 401)
  },
  'data-center-ids': async (stage) => {
    stage.sandboxOnly('the target is one data center')
    const [first] = accountsOf(await stage.control('accounts')) ?? []
    const ids = Object.keys(first?.subs ?? {}).sort()
    hold(ids.join() === 'au,ca,de,sg,uk,us', `the data centers are ${ids.join(', ')}`)
  },
  'authorize-page': async (stage) => holdAsks(stage, await stage.authorize()),
  'authorize-answer': async (stage) => {
    const answer = await stage.signIn({ account: await ordinaryName(stage) })
    const query = returnedTo(answer, stage.redirectUri)
    hold(query !== undefined, `${describe(answer)}, without a return to the redirect URI`)
    hold(Boolean(query.get('code')), 'no code came back')
    hold(query.get('state') === 'fidelity', 'another state came back')
    for (const [name, value] of new URL(stage.redirectUri).searchParams) {
      hold(query.get(name) === value, `the redirect URI's own "${name}" did not come back`)
    }
  },
  'authorize-refusal': async (stage) => {
    const query = returnedTo(await stage.signIn({ refuse: 'true' }), stage.redirectUri)
    hold(query?.get('error') === 'access_denied', `error is "${query?.get('error')}"`)
    hold(query.get('state') === 'fidelity', 'another state came back')
  },
  'authorize-no-state': async (stage) => {
    const answer = await stage.signIn({ refuse: 'true' }, { state: undefined })
    const query = returnedTo(answer, stage.redirectUri)
    hold(query !== undefined, `${describe(answer)}, without a return to the redirect URI`)
    hold(!query.has('state'), 'a state came back that was not sent')
  },
  'authorize-unknown-client': async (stage) => {
    holdPageError(stage, await stage.authorize({ client_id: 'fidelity-unknown' }))
  },
  'authorize-unsafe-redirect': async (stage) => {
    for (const redirect_uri of ['/return', 'javascript:alert(1)', 'https://app.example.com/#fragment']) {
      holdPageError(stage, await stage.authorize({ redirect_uri }))
    }
  },
  'authorize-redirect-list': async (stage) => {
    // Else a page that refuses everything would pass for a list.
    holdAsks(stage, await stage.authorize())
    const answer = await stage.authorize({ redirect_uri: UNLISTED })
    const refused = answer.status >= 400 && answer.status < 500
    const listed = stage.isSandbox && at(await stage.control('behaviors'), 'redirect_uris') !== undefined
    if (!refused) askedToSignIn(stage, answer)
    if (stage.isSandbox && !listed) return holdSuccess(answer)
    hold(refused, `${describe(answer)} to an address that is on no list`)
  },
  'authorize-response-type': async (stage) =>
    holdReturnedError(stage, { response_type: 'token' }, 'unsupported_response_type'),
  'authorize-scope-missing': async (stage) => holdReturnedError(stage, { scope: undefined }, 'invalid_scope'),
  'authorize-scope-unknown': async (stage) => holdReturnedError(stage, { scope: 'fidelity_unknown' }, 'invalid_scope'),
  'authorize-scopes': async (stage) => {
    for (const scope of SCOPES) {
      const answer = await stage.authorize({ scope })
      const error = returnedTo(answer, stage.redirectUri)?.get('error')
      hold(answer.status < 400 && !error, `scope ${scope}: ${describe(answer)} ${error ?? ''}`)
    }
  },
  'authorize-other-parameters': async (stage) =>
    holdAsks(stage, await stage.authorize({ avoid_linking: 'true', provider_name: 'google', locale: 'de' })),
  'code-single-use': async (stage) => {
    const form = stage.codeGrant(await stage.code())
    const first = await stage.call('/oauth/token', { form })
    holdSuccess(first)
    holdStatus(await stage.call('/oauth/token', { form }), 400, 'invalid_grant')
    holdSuccess(await stage.call('/v1/calendars', { token: String(at(first.json, 'access_token')) }))
  },
  'code-life': async (stage) => {
    const [young, old] = [stage.codeGrant(await stage.code()), stage.codeGrant(await stage.code())]
    await stage.advance(590)
    holdSuccess(await stage.call('/oauth/token', { form: young }))
    await stage.advance(10)
    holdStatus(await stage.call('/oauth/token', { form: old }), 400, 'invalid_grant')
  },
  'code-bound': async (stage) => {
    const form = { ...stage.codeGrant(await stage.code()), redirect_uri: UNLISTED }
    holdStatus(await stage.call('/oauth/token', { form }), 400, 'invalid_grant')
    // The other application is tried where there is one.
    const other = await optional(() => stage.otherClient())
    if (other === undefined) return
    const foreign = { ...stage.codeGrant(await stage.code()), ...other }
    holdStatus(await stage.call('/oauth/token', { form: foreign }), 400, 'invalid_grant')
  },
  'code-used-up': async (stage) => {
    const form = stage.codeGrant(await stage.code())
    await stage.call('/oauth/token', { form: { ...form, redirect_uri: UNLISTED } })
    holdStatus(await stage.call('/oauth/token', { form }), 400, 'invalid_grant')
  },
}

/** What it gives, or undefined where it cannot be had. */
async function optional<T>(give: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await give()
  } catch (error) {
    if (error instanceof NotTried) return undefined
    throw error
  }
}

async function ordinaryName(stage: Stage): Promise<string> {
  stage.sandboxOnly('needs a person at the authorize page')
  const accounts = accountsOf(await stage.control('accounts')) ?? []
  return accounts.find(({ permissions }) => permissions === 'redirect')?.name ?? ''
}

/** A redirect within the app host: the target wants to know first who is there. */
function isSignIn(stage: Stage, { status, headers }: Answer): boolean {
  const location = headers.get('location') ?? ''
  return status >= 300 && status < 400 && new URL(location, stage.appOrigin).origin === stage.appOrigin
}

function askedToSignIn(stage: Stage, answer: Answer): void {
  if (isSignIn(stage, answer)) throw new NotTried('the target asks for a sign-in first')
}

function holdAsks(stage: Stage, answer: Answer): void {
  hold(answer.status === 200 || isSignIn(stage, answer), `${describe(answer)}, and asks nobody`)
}

function holdPageError(stage: Stage, answer: Answer): void {
  askedToSignIn(stage, answer)
  holdStatus(answer, 400)
  hold(!answer.headers.has('location'), `${describe(answer)}, and redirects`)
}

async function holdReturnedError(
  stage: Stage,
  changes: Readonly<Record<string, string | undefined>>,
  error: string,
): Promise<void> {
  const answer = await stage.authorize(changes)
  const query = returnedTo(answer, stage.redirectUri)
  if (query === undefined) askedToSignIn(stage, answer)
  hold(query !== undefined, `${describe(answer)}, without a return to the redirect URI`)
  hold(query.get('error') === error, `error is "${query.get('error')}", not "${error}"`)
}

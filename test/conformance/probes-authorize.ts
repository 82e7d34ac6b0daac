/**
 * Probes of the data centers, the authorize page and its codes.
 *
 * @module
 */
import { assertStatus, assertSuccess, describeResponse, getPath, redirectParams } from './assertions.ts'
import type { Probes } from './probe.ts'
import { assert, SkippedError } from './probe-result.ts'
import { readAccounts, type TargetResponse } from './target.ts'
import type { TestEnv } from './test-env.ts'

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

/** No application can have this URI, because the top-level domain `invalid` is reserved (RFC 2606 section 2). */
const UNLISTED_REDIRECT_URI = 'https://not-listed.invalid/return'

/** The probes, by the ID of the row. */
export const AUTHORIZE_PROBES: Probes = {
  'data-centers-apart': async (testEnv) => {
    const response = await testEnv.call('/v1/calendars', { token: await testEnv.token('foreign') })
    assertStatus(response, 401)
  },
  'data-center-ids': async (testEnv) => {
    testEnv.sandboxOnly('the target is one data center')
    const [first] = readAccounts(await testEnv.control('accounts')) ?? []
    const ids = Object.keys(first?.subs ?? {}).sort()
    assert(ids.join() === 'au,ca,de,sg,uk,us', `the data centers are ${ids.join(', ')}`)
  },
  'authorize-page': async (testEnv) => assertSignInPage(testEnv, await testEnv.authorize()),
  'authorize-answer': async (testEnv) => {
    const response = await testEnv.signIn({ account: await ordinaryAccountName(testEnv) })
    const query = redirectParams(response, testEnv.redirectUri)
    assert(query !== undefined, `${describeResponse(response)}, without a redirect to the redirect URI`)
    assert(Boolean(query.get('code')), 'no code was returned')
    assert(query.get('state') === 'conformance', 'another state was returned')
    for (const [name, value] of new URL(testEnv.redirectUri).searchParams) {
      assert(query.get(name) === value, `the redirect URI's own "${name}" was not returned`)
    }
  },
  'authorize-refusal': async (testEnv) => {
    const query = redirectParams(await testEnv.signIn({ refuse: 'true' }), testEnv.redirectUri)
    assert(query?.get('error') === 'access_denied', `error is "${query?.get('error')}"`)
    assert(query.get('state') === 'conformance', 'another state was returned')
  },
  'authorize-no-state': async (testEnv) => {
    const response = await testEnv.signIn({ refuse: 'true' }, { state: undefined })
    const query = redirectParams(response, testEnv.redirectUri)
    assert(query !== undefined, `${describeResponse(response)}, without a redirect to the redirect URI`)
    assert(!query.has('state'), 'a state was returned, but none was sent')
  },
  'authorize-unknown-client': async (testEnv) => {
    assertErrorPage(testEnv, await testEnv.authorize({ client_id: 'conformance-unknown' }))
  },
  'authorize-unsafe-redirect': async (testEnv) => {
    for (const redirect_uri of ['/return', 'javascript:alert(1)', 'https://app.example.com/#fragment']) {
      assertErrorPage(testEnv, await testEnv.authorize({ redirect_uri }))
    }
  },
  'authorize-redirect-list': async (testEnv) => {
    // Otherwise a page that rejects every request would pass this check.
    assertSignInPage(testEnv, await testEnv.authorize())
    const response = await testEnv.authorize({ redirect_uri: UNLISTED_REDIRECT_URI })
    const refused = response.status >= 400 && response.status < 500
    const listed = testEnv.isSandbox && getPath(await testEnv.control('behaviors'), 'redirect_uris') !== undefined
    if (!refused) skipIfSignIn(testEnv, response)
    if (testEnv.isSandbox && !listed) return assertSuccess(response)
    assert(refused, `${describeResponse(response)} for an unregistered redirect URI`)
  },
  'authorize-redirect-wildcard': (testEnv) =>
    withWildcard(testEnv, async () =>
      assertSignInPage(testEnv, await testEnv.authorize({ redirect_uri: 'https://acme.example.com/return' })),
    ),
  'authorize-redirect-one-label': (testEnv) =>
    withWildcard(testEnv, async () => {
      for (const host of ['example.com', 'a.b.example.com']) {
        assertErrorPage(testEnv, await testEnv.authorize({ redirect_uri: `https://${host}/return` }))
      }
    }),
  'authorize-redirect-schemes': async (testEnv) => {
    assertErrorPage(testEnv, await testEnv.authorize({ redirect_uri: 'com.example.app:/return' }))
  },
  'authorize-response-type': async (testEnv) =>
    assertRedirectError(testEnv, { response_type: 'token' }, 'unsupported_response_type'),
  'authorize-scope-missing': async (testEnv) => assertRedirectError(testEnv, { scope: undefined }, 'invalid_scope'),
  'authorize-scope-unknown': async (testEnv) =>
    assertRedirectError(testEnv, { scope: 'conformance_unknown' }, 'invalid_scope'),
  'authorize-scopes': async (testEnv) => {
    for (const scope of SCOPES) {
      const response = await testEnv.authorize({ scope })
      const error = redirectParams(response, testEnv.redirectUri)?.get('error')
      assert(response.status < 400 && !error, `scope ${scope}: ${describeResponse(response)} ${error ?? ''}`)
    }
  },
  'authorize-other-parameters': async (testEnv) =>
    assertSignInPage(
      testEnv,
      await testEnv.authorize({ provider_name: 'google', locale: 'de', delegated_scope: 'free_busy' }),
    ),
  'authorize-implicit-linking': async (testEnv) => {
    const { first, second } = await signInTwice(testEnv, {}, {})
    assert(first === second, 'the second account is not linked to the first one')
  },
  'authorize-avoid-linking': async (testEnv) => {
    const { first, second } = await signInTwice(testEnv, {}, { avoid_linking: 'true' })
    assert(first !== second, 'the second account is linked to the first one')
  },
  'authorize-linking-cookie': async (testEnv) => {
    const { first, second } = await signInTwice(testEnv, { avoid_linking: 'true' }, {})
    assert(first !== second, 'the first authorization set the cookie')
  },
  'authorize-empty-parameters': async (testEnv) => {
    await assertRedirectError(testEnv, { response_type: '' }, 'invalid_request')
    const response = await testEnv.signIn({ refuse: 'true' }, { state: '' })
    assert(redirectParams(response, testEnv.redirectUri)?.has('state') === false, 'an empty state was returned')
  },
  'authorize-unknown-parameters': async (testEnv) =>
    assertSignInPage(testEnv, await testEnv.authorize({ conformance_unknown: 'x' })),
  pkce: async (testEnv) => {
    const challenge = { code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' }
    assertSignInPage(testEnv, await testEnv.authorize({ code_challenge: 'malformed' }))
    const response = await testEnv.signIn({ account: await ordinaryAccountName(testEnv) }, challenge)
    const code = redirectParams(response, testEnv.redirectUri)?.get('code') ?? ''
    // This verifier does not match the challenge.
    const form = { ...testEnv.codeGrantForm(code), code_verifier: 'B'.repeat(43) }
    assertSuccess(await testEnv.call('/oauth/token', { form }))
  },
  'code-single-use': async (testEnv) => {
    const form = testEnv.codeGrantForm(await testEnv.code())
    const first = await testEnv.call('/oauth/token', { form })
    assertSuccess(first)
    assertStatus(await testEnv.call('/oauth/token', { form }), 400, 'invalid_grant')
  },
  'code-second-use': async (testEnv) => {
    const form = testEnv.codeGrantForm(await testEnv.code())
    const { json } = await testEnv.call('/oauth/token', { form })
    await testEnv.call('/oauth/token', { form })
    assertSuccess(await testEnv.call('/v1/calendars', { token: String(getPath(json, 'access_token')) }))
  },
  'code-life': async (testEnv) => {
    const [young, old] = [testEnv.codeGrantForm(await testEnv.code()), testEnv.codeGrantForm(await testEnv.code())]
    await testEnv.advanceClock(590)
    assertSuccess(await testEnv.call('/oauth/token', { form: young }))
    await testEnv.advanceClock(10)
    assertStatus(await testEnv.call('/oauth/token', { form: old }), 400, 'invalid_grant')
  },
  'code-bound': async (testEnv) => {
    const form = { ...testEnv.codeGrantForm(await testEnv.code()), redirect_uri: UNLISTED_REDIRECT_URI }
    assertStatus(await testEnv.call('/oauth/token', { form }), 400, 'invalid_grant')
    // If there is another application, try it too.
    const other = await undefinedIfSkipped(() => testEnv.otherClient())
    if (other === undefined) return
    const foreign = { ...testEnv.codeGrantForm(await testEnv.code()), ...other }
    assertStatus(await testEnv.call('/oauth/token', { form: foreign }), 400, 'invalid_grant')
  },
  'code-used-up': async (testEnv) => {
    const form = testEnv.codeGrantForm(await testEnv.code())
    await testEnv.call('/oauth/token', { form: { ...form, redirect_uri: UNLISTED_REDIRECT_URI } })
    assertStatus(await testEnv.call('/oauth/token', { form }), 400, 'invalid_grant')
  },
}

/** Returns the result of `get`, or undefined if it throws SkippedError. */
async function undefinedIfSkipped<T>(get: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await get()
  } catch (error) {
    if (error instanceof SkippedError) return undefined
    throw error
  }
}

/** Signs in two users in one browser. Returns the `sub` that the application receives for each. */
async function signInTwice(
  testEnv: TestEnv,
  firstChanges: Readonly<Record<string, string>>,
  secondChanges: Readonly<Record<string, string>>,
): Promise<{ first: unknown; second: unknown }> {
  testEnv.sandboxOnly('needs a user at the authorize page')
  const accounts = readAccounts(await testEnv.control('accounts')) ?? []
  // The last ones, because linked accounts are no longer foreign to each other, and other probes use the first ones.
  const [one, other] = accounts.filter(({ permissions }) => permissions === 'redirect').slice(-2)
  const firstResponse = await testEnv.signIn({ account: one?.name ?? '' }, firstChanges)
  const cookie = firstResponse.headers.get('set-cookie')?.split(';')[0] ?? ''
  const secondResponse = await testEnv.signIn({ account: other?.name ?? '' }, secondChanges, { cookie })
  const [first, second] = [await subOf(testEnv, firstResponse), await subOf(testEnv, secondResponse)]
  return { first, second }
}

async function subOf(testEnv: TestEnv, response: TargetResponse): Promise<unknown> {
  const code = redirectParams(response, testEnv.redirectUri)?.get('code') ?? ''
  const { json } = await testEnv.call('/oauth/token', { form: testEnv.codeGrantForm(code) })
  return getPath(json, 'sub')
}

/** Runs with registered redirect URIs that contain a wildcard. */
function withWildcard(testEnv: TestEnv, run: () => Promise<void>): Promise<void> {
  testEnv.sandboxOnly('needs an application whose registered redirect URIs have a wildcard for example.com')
  return testEnv.withBehaviors({ redirect_uris: ['https://*.example.com/return'] }, run)
}

async function ordinaryAccountName(testEnv: TestEnv): Promise<string> {
  testEnv.sandboxOnly('needs a user at the authorize page')
  const accounts = readAccounts(await testEnv.control('accounts')) ?? []
  return accounts.find(({ permissions }) => permissions === 'redirect')?.name ?? ''
}

/** Whether the response redirects within the app host, because the target requires a sign-in first. */
function isSignInRedirect(testEnv: TestEnv, { status, headers }: TargetResponse): boolean {
  const location = headers.get('location') ?? ''
  return status >= 300 && status < 400 && new URL(location, testEnv.appOrigin).origin === testEnv.appOrigin
}

function skipIfSignIn(testEnv: TestEnv, response: TargetResponse): void {
  if (isSignInRedirect(testEnv, response)) throw new SkippedError('the target requires a sign-in first')
}

function assertSignInPage(testEnv: TestEnv, response: TargetResponse): void {
  assert(
    response.status === 200 || isSignInRedirect(testEnv, response),
    `${describeResponse(response)}, without a sign-in page`,
  )
}

function assertErrorPage(testEnv: TestEnv, response: TargetResponse): void {
  skipIfSignIn(testEnv, response)
  assertStatus(response, 400)
  assert(!response.headers.has('location'), `${describeResponse(response)}, and redirects`)
}

async function assertRedirectError(
  testEnv: TestEnv,
  changes: Readonly<Record<string, string | undefined>>,
  error: string,
): Promise<void> {
  const response = await testEnv.authorize(changes)
  const query = redirectParams(response, testEnv.redirectUri)
  if (query === undefined) skipIfSignIn(testEnv, response)
  assert(query !== undefined, `${describeResponse(response)}, without a redirect to the redirect URI`)
  assert(query.get('error') === error, `error is "${query.get('error')}", not "${error}"`)
}

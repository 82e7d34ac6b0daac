/**
 * The kinds of flows. Each one runs once with the emulator, to count its calls to Cronofy.
 *
 * @module
 */
import { createSandbox } from '../../edge/sandbox/index.ts'
import { createClient } from '../../src/client/client.ts'
import { createTokenManager } from '../../src/handler/token-manager.ts'
import { createClock } from '../helpers/clock.ts'
import { followLink } from '../helpers/follow-link.ts'
import { CREDENTIALS, createServiceTestEnv, RETURN_TO as SERVICE_RETURN_TO } from '../helpers/service-test-env.ts'
import { createTestEnv } from '../helpers/test-env.ts'
import { connectAccount, control, decide, nameCall, SANDBOX_URL } from './emulator.ts'
import { createModule, openReturn, postStart, RETURN_TO, requireLocation } from './module-app.ts'

/** The counts of a flow. */
export interface Walked {
  /** Method and path of each call to Cronofy. */
  readonly calls: readonly string[]
  /** Redirects of the browser: each 303 of the module, and Cronofy's redirect back. Absent if they are not counted. */
  readonly redirects?: number
}

/** A kind of flow. */
export interface Flow {
  readonly name: string
  /** The maximum, which is also the minimum for a flow of this kind. */
  readonly limits: { readonly calls: number; readonly redirects?: number }
  readonly walk: () => Promise<Walked>
}

/** The flow of the module, or of a backend that has the tokens and calls the service, which makes the same calls. */
export const ACCEPTED: Flow = {
  name: 'accepted',
  limits: { calls: 3, redirects: 3 },
  walk: () => walkModule({ decision: 'accept' }),
}

/** The flow of a user who connects and chooses calendars in the worker's connect app. */
export const CONNECT_APP: Flow = {
  name: 'connect app, from the sign-in to the outcome',
  limits: { calls: 6 },
  walk: walkConnectApp,
}

export const FLOWS: readonly Flow[] = [
  ACCEPTED,
  { name: 'rejected', limits: { calls: 3, redirects: 3 }, walk: () => walkModule({ decision: 'reject' }) },
  { name: 'Enterprise Connect', limits: { calls: 3, redirects: 1 }, walk: () => walkModule({ account: 'enterprise' }) },
  {
    name: 'already granted',
    limits: { calls: 1, redirects: 1 },
    walk: () => walkModule({ decision: 'accept', again: true }),
  },
  {
    name: 'accepted in part',
    limits: { calls: 5, redirects: 3 },
    walk: () => walkModule({ decision: 'accept', calendarIds: ['cal_us_apple1_work'] }),
  },
  {
    name: 'back without a decision',
    limits: { calls: 5, redirects: 2 },
    walk: () => walkModule({ decision: 'none' }),
  },
  { name: 'never back', limits: { calls: 2, redirects: 1 }, walk: () => walkModule({}) },
  {
    name: 'accepted, and the access token has expired meanwhile',
    limits: { calls: 5, redirects: 3 },
    walk: () => walkModule({ decision: 'accept', expires: true }),
  },
  { name: 'service, with tokens of the backend', limits: { calls: 3 }, walk: walkService },
  { name: 'service, with a connection and its page for calendars', limits: { calls: 5 }, walk: walkServiceConnection },
  CONNECT_APP,
]

interface ModuleWalk {
  readonly account?: 'apple' | 'enterprise'
  /** Absent if the user does not return. */
  readonly decision?: 'accept' | 'reject' | 'none'
  /** The calendars to accept. @default all */
  readonly calendarIds?: readonly string[]
  /** Whether to run the flow twice, and count the second one. */
  readonly again?: boolean
  /** Whether the access token expires while the user decides. */
  readonly expires?: boolean
}

async function walkModule({
  account = 'apple',
  decision,
  calendarIds,
  again = false,
  expires = false,
}: ModuleWalk): Promise<Walked> {
  const sandbox = createSandbox()
  const calls: string[] = []
  let redirectUri = ''
  let stored = await connectAccount(sandbox, account)
  const client = createClient({
    sandboxUrl: SANDBOX_URL,
    wait: createClock().wait,
    fetch: async (request) => {
      calls.push(nameCall(request))
      if (request.url.endsWith('/v1/permissions')) {
        redirectUri = ((await request.clone().json()) as { redirect_uri: string }).redirect_uri
      }
      return sandbox.fetch(request)
    },
  })
  const tokens = createTokenManager({
    client,
    applications: [{ dataCenter: 'us', clientId: 'sandbox', clientSecret: 'sandbox-secret' }],
    load: () => stored,
    save: (_, next) => {
      stored = next
      return true
    },
  })
  const app = createModule({ client, getAccount: (_, options) => tokens.getAccount('user-1', options) })
  let redirects = 0
  const follow = (response: Response): string => {
    redirects += 1
    return requireLocation(response)
  }
  const walk = async (): Promise<void> => {
    const url = follow(await postStart(app))
    if (url.startsWith(RETURN_TO) || decision === undefined) return
    const returnUrl =
      decision === 'none'
        ? redirectUri
        : await decide(sandbox, url, { decision, ...(calendarIds !== undefined && { calendar_ids: calendarIds }) })
    if (decision !== 'none') redirects += 1
    if (expires) await control(sandbox, 'expire', { access_token: stored.accessToken })
    follow(await openReturn(app, returnUrl))
  }
  if (again) {
    await walk()
    calls.length = 0
    redirects = 0
  }
  await walk()
  return { calls, redirects }
}

async function walkService(): Promise<Walked> {
  const testEnv = createServiceTestEnv()
  const account = await testEnv.account('apple')
  const { redirect } = (await testEnv.begin(account)).json as { redirect: { url: string } }
  const end = await testEnv.openReturnUrl(await testEnv.decide(redirect.url, 'accept'))
  const sealed_request = end.searchParams.get('sealed_request')
  const { json } = await testEnv.post('/permission-requests/complete', { ...account, sealed_request })
  return requireGranted(String(json['status']), testEnv.calls.map(nameCall))
}

async function walkServiceConnection(): Promise<Walked> {
  const testEnv = createServiceTestEnv({ overrides: CREDENTIALS })
  const subject = 'user-1'
  const browser = testEnv.newBrowser()
  const follow = async (path: string, body: object): Promise<URLSearchParams> => {
    const { json } = await testEnv.post(path, body)
    return (await followLink(browser, (json['redirect'] as { url: string }).url)).url.searchParams
  }
  const connected = await follow('/connections', { data_center: 'de', subject, return_to: SERVICE_RETURN_TO })
  const { json } = await testEnv.post('/connections/complete', {
    subject,
    sealed_connection: connected.get('sealed_connection'),
  })
  const { access_token } = json['tokens'] as { access_token: string }
  const account = { data_center: 'de', subject, access_token }
  const chosen = await follow('/permission-requests', { ...account, choose_calendars: true })
  const sealed_request = chosen.get('sealed_request')
  const outcome = await testEnv.post('/permission-requests/complete', { ...account, sealed_request })
  return requireGranted(String(outcome.json['status']), testEnv.calls.map(nameCall))
}

async function walkConnectApp(): Promise<Walked> {
  const testEnv = createTestEnv()
  const accessPage = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
  const end = await testEnv.browser.post(accessPage.url.href, { decision: 'accept-all' })
  const calls = testEnv.providerCalls.map((call) => call.replace(' /de/', ' /'))
  return requireGranted(end.url.searchParams.get('permission_status'), calls)
}

function requireGranted(status: string | null, calls: readonly string[]): Walked {
  if (status === 'granted') return { calls }
  throw new Error(`Cannot measure: the flow ends with ${status}`)
}

/**
 * The walk: what every example of a framework has to do.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import { type AccountState, createSandbox, type SandboxState } from '../../../edge/sandbox/index.ts'
import { listen } from '../../../edge/sandbox/node.ts'
import { sendNavigation } from '../../helpers/send-navigation.ts'
import { type AccountName, createVisitor, readSettings, type Visitor } from './visitor.ts'

/** What the steps of the walk work with. */
interface WalkEnv {
  readonly app: string
  /** Opens another browser. */
  open(): Visitor
  /** Returns the emulator's record of an account. */
  account(name: AccountName): Promise<AccountState>
  /** Lets every access token of an account expire. */
  expireAccessTokens(name: AccountName): Promise<void>
  /** Lets the refresh token of an account expire. */
  expireRefreshToken(name: AccountName): Promise<void>
}

const ACCEPT = { decision: 'accept-all' }
const WORK = 'cal_us_google1_work'

/** The URL of the return step in the last navigation. */
function returnUrlOf({ visitedUrls }: Visitor): string {
  return visitedUrls.find((url) => new URL(url).pathname.endsWith('/return')) ?? ''
}

/** The steps by their titles. Each one begins with a new emulator, and with users that the application has not seen. */
const STEPS: Readonly<Record<string, (env: WalkEnv, user: string) => Promise<void>>> = {
  'accept all: granted': async ({ app, open, account }, user) => {
    const visitor = open()
    await visitor.connect(user, 'google')
    const accessPage = await visitor.requestAccess()
    match(accessPage.url.pathname, /^\/us\/permissions\//)
    const back = await visitor.post(accessPage.url.href, ACCEPT)
    equal(back.url.href, `${app}/settings?permission_status=granted`)
    const { calendars, outcomes } = readSettings(back)
    equal(outcomes, ['granted'])
    equal(calendars.find(({ id }) => id === WORK)?.text, 'Work: unrestricted')
    equal((await account('google')).calendars[WORK], 'unrestricted')
  },

  'accept some: partial': async ({ open, account }, user) => {
    const visitor = open()
    await visitor.connect(user, 'google')
    const accessPage = await visitor.requestAccess()
    const some = { decision: 'accept-selected', calendar_id: WORK }
    equal(readSettings(await visitor.post(accessPage.url.href, some)).outcomes, ['partial'])
    const { [WORK]: work, cal_us_google1_home: home } = (await account('google')).calendars
    equal([work, home], ['unrestricted', 'sandbox'])
  },

  'one calendar by name: nothing else is requested': async ({ open, account }, user) => {
    const visitor = open()
    await visitor.connect(user, 'google')
    await visitor.requestAccess([WORK])
    equal((await account('google')).permission_requests[0]?.calendar_ids, [WORK])
  },

  'reject: rejected, and nothing is granted': async ({ open, account }, user) => {
    const visitor = open()
    await visitor.connect(user, 'google')
    const before = (await account('google')).calendars
    const accessPage = await visitor.requestAccess()
    const back = await visitor.post(accessPage.url.href, { decision: 'reject' })
    equal(readSettings(back).outcomes, ['rejected'])
    // Removing the error from the URL does not change the stored outcome.
    const returnUrl = new URL(returnUrlOf(visitor))
    returnUrl.searchParams.delete('error')
    const again = await visitor.get(returnUrl.href)
    equal(again.url.searchParams.get('permission_status'), 'unconfirmed')
    equal(readSettings(again).outcomes, ['rejected'])
    equal((await account('google')).calendars, before)
  },

  'Enterprise Connect: granted without a page': async ({ app, open, account }, user) => {
    const visitor = open()
    await visitor.connect(user, 'enterprise')
    const back = await visitor.requestAccess()
    equal(back.url.href, `${app}/settings?permission_status=granted`)
    equal(readSettings(back).outcomes, ['granted'])
    equal(new Set(Object.values((await account('enterprise')).calendars)), new Set(['unrestricted']))
  },

  'an expired access token is refreshed at both ends': async ({ open, expireAccessTokens }, user) => {
    const visitor = open()
    await visitor.connect(user, 'google')
    await expireAccessTokens('google')
    const accessPage = await visitor.requestAccess()
    await expireAccessTokens('google')
    const back = await visitor.post(accessPage.url.href, ACCEPT)
    equal(readSettings(back).outcomes, ['granted'])
  },

  'a connection that has ended leads back to the link that replaces it': async (
    { app, open, expireAccessTokens, expireRefreshToken },
    user,
  ) => {
    const visitor = open()
    await visitor.connect(user, 'microsoft')
    const { startUrl: formUrl = '', calendars } = await visitor.settings()
    await expireAccessTokens('microsoft')
    await expireRefreshToken('microsoft')
    const rejected = await visitor.post(
      formUrl,
      calendars.map(({ id }): [string, string] => ['calendar_id', id]),
    )
    equal(rejected.url.href, `${app}/settings?permission_status=error&permission_error=not_connected`)
    const { startUrl, connectUrl } = await visitor.settings()
    equal([startUrl, typeof connectUrl], [undefined, 'string'])
    await visitor.connect(user, 'microsoft')
    equal((await visitor.settings()).connectUrl, undefined)
  },

  'a reload of the return is no second outcome': async ({ open }, user) => {
    const visitor = open()
    await visitor.connect(user, 'google')
    const accessPage = await visitor.requestAccess()
    await visitor.post(accessPage.url.href, ACCEPT)
    const returnUrl = returnUrlOf(visitor)
    const again = await visitor.get(returnUrl)
    equal(again.url.searchParams.get('permission_status'), 'granted')
    equal(readSettings(again).outcomes, ['granted'])
  },

  'another user cannot complete the request': async ({ open }, user) => {
    const [visitor, other] = [open(), open()]
    await visitor.connect(user, 'google')
    await other.connect(`${user}-other`, 'microsoft')
    const accessPage = await visitor.requestAccess()
    await visitor.post(accessPage.url.href, ACCEPT)
    const returnUrl = returnUrlOf(visitor)
    const page = await other.get(returnUrl)
    equal(page.status, 403)
    match(page.text, /account_mismatch/)
    equal((await other.settings()).outcomes, [])
  },

  'another site cannot begin a request': async ({ open, account }, user) => {
    const visitor = open()
    await visitor.connect(user, 'enterprise')
    const before = (await account('enterprise')).calendars
    const { startUrl = '', calendars } = await visitor.settings()
    const fields = calendars.map(({ id }): [string, string] => ['calendar_id', id])
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    equal((await visitor.post(startUrl, fields, headers)).status, 403)
    equal((await account('enterprise')).calendars, before)
  },

  'without a session, neither step does anything': async ({ open, account }, user) => {
    const visitor = open()
    await visitor.connect(user, 'google')
    const { startUrl = '' } = await visitor.settings()
    const accessPage = await visitor.requestAccess()
    await visitor.post(accessPage.url.href, ACCEPT)
    const returnUrl = returnUrlOf(visitor)
    const stranger = open()
    equal((await stranger.post(startUrl, { calendar_id: WORK })).status, 401)
    equal((await stranger.get(returnUrl)).status, 401)
    equal((await account('google')).permission_requests, [])
  },

  'another user in the same browser cannot complete the connection': async ({ open }, user) => {
    const visitor = open()
    await visitor.signIn(user)
    const authorize = await visitor.get((await visitor.settings()).connectUrl ?? '')
    await visitor.signIn(`${user}-other`)
    const page = await visitor.post(authorize.url.href, { account: 'google' })
    equal(page.status, 403)
    match(page.text, /account_mismatch/)
    equal((await visitor.settings()).startUrl, undefined)
  },

  'another browser cannot complete the connection': async ({ open }, user) => {
    const [visitor, other] = [open(), open()]
    await visitor.signIn(user)
    await other.signIn(user)
    const authorize = await visitor.get((await visitor.settings()).connectUrl ?? '')
    const form = new URLSearchParams({ account: 'google' })
    const response = await sendNavigation(new Request(authorize.url, { method: 'POST', body: form }))
    await other.get(response.headers.get('location') ?? '')
    equal((await other.settings()).startUrl, undefined)
  },
}

/**
 * Walks through an example, step by step.
 *
 * @param start Starts the example, and resolves with its URL when it responds. It is given the URL of the emulator.
 * @param report Receives the title of a step, and what went wrong if it failed.
 */
export async function walk(
  start: (sandboxUrl: string) => Promise<string>,
  report: (title: string, error?: unknown) => void,
): Promise<void> {
  const sandbox = createSandbox()
  const { url: sandboxUrl, close } = await listen(sandbox, { port: 0 })
  const control = (path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
    return sandbox.fetch(new Request(`${sandboxUrl}/sandbox/${path}`, init))
  }
  try {
    const app = await start(sandboxUrl)
    const account = async (name: AccountName) => {
      const { data_centers } = (await (await control('state')).json()) as SandboxState
      const found = data_centers['us']?.[name]
      if (found === undefined) throw new Error(`The emulator has no account ${name}.`)
      return found
    }
    const env: WalkEnv = {
      app,
      open: () => createVisitor({ app, sandbox: sandboxUrl }),
      account,
      async expireAccessTokens(name) {
        for (const { access_tokens } of (await account(name)).authorizations) {
          for (const { access_token } of access_tokens) await control('expire', { access_token })
        }
      },
      async expireRefreshToken(name) {
        for (const { refresh_token } of (await account(name)).authorizations) await control('expire', { refresh_token })
      },
    }
    for (const [index, [title, step]] of Object.entries(STEPS).entries()) {
      sandbox.reset()
      try {
        await step(env, `user-${Date.now()}-${index}`)
        report(title)
      } catch (error) {
        report(title, error)
      }
    }
  } finally {
    await close()
  }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseReturnUrl } from '../../src/flow/return-url.ts'
import { createCalendarHash } from '../../src/sealing/calendar-hash.ts'
import { unsealPermissionRequest } from '../../src/sealing/permission-request.ts'
import { createKeys } from '../helpers/fixtures.ts'
import { createRecordingWorker, type Exchange, findExchangeIssues, headingOf } from '../helpers/recording-worker.ts'
import type { TestBrowser } from '../helpers/test-browser.ts'
import { SANDBOX, WORKER } from '../helpers/test-env.ts'

const ATTEMPT_LIFE_SECONDS = 600
const SESSION_LIFE_SECONDS = 12 * 3600
const ATTEMPTS_KEPT = 5

/** Seals count whole seconds. */
function isWithin(lifeSeconds: number, sinceMs: number, nowMs: number): boolean {
  return Math.floor(nowMs / 1000) < Math.floor(sinceMs / 1000) + lifeSeconds
}

/** Whoever may sign in: what a page calls them, and the calendars that they can ask for. */
const ACCOUNTS = {
  apple: { shown: 'cy@home.example', calendars: ['apple1_work', 'apple1_home'] },
  microsoft: {
    shown: 'bo@work.example',
    calendars: ['exchange1_work', 'exchange1_home', 'live1_work', 'live1_home'],
  },
} as const

type AccountName = keyof typeof ACCOUNTS
type DataCenter = 'de' | 'uk'

/** What the test knows of one browser: nothing but what its person did. */
interface Model {
  signedIn: { account: AccountName; dataCenter: DataCenter; sinceMs: number } | undefined
  /** The attempts to sign in that the browser still holds, oldest first. */
  attempts: { state: string; dataCenter: DataCenter; sinceMs: number; isDone?: boolean }[]
  tabs: [TabModel, TabModel]
}

interface TabModel {
  /** The provider's authorization page, the access page, and the last page of ours that this tab was shown. */
  authorize?: { url: string; state: string; dataCenter: DataCenter }
  access?: string
  returnUrl?: string
  last?: string
}

interface Real {
  worker: ReturnType<typeof createRecordingWorker>
  browser: TestBrowser
}

type Command = fc.AsyncCommand<Model, Real>
type Tab = 0 | 1
type Decision = 'accept-all' | 'accept-selected' | 'reject'

/** A step that may be taken at any time; whatever it leads to is looked at afterwards. */
function command(name: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, real) {
      const before = real.worker.exchanges.length
      await run(model, real)
      await inspect(real, model, real.worker.exchanges.slice(before))
    },
    toString: () => name,
  }
}

const beginSignIn = (tab: Tab, dataCenter: DataCenter) =>
  command(`tab ${tab} begins to sign in to ${dataCenter}`, async (model, { worker, browser }) => {
    const page = await browser.get(`${WORKER}/connect/${dataCenter}`)
    expect(`${page.url.origin}${page.url.pathname}`).toBe(`${SANDBOX}/${dataCenter}/oauth/authorize`)
    const state = page.url.searchParams.get('state') ?? ''
    model.attempts = [...model.attempts, { state, dataCenter, sinceMs: worker.clock.now() }].slice(-ATTEMPTS_KEPT)
    model.tabs[tab].authorize = { url: page.url.href, state, dataCenter }
  })

/** On a page that may be old, used, or of an attempt that was given up since. */
const chooseAccount = (tab: Tab, account: AccountName) =>
  command(`tab ${tab} signs in as ${account}`, async (model, { worker, browser }) => {
    const page = model.tabs[tab].authorize
    if (page === undefined) return
    const { state, dataCenter } = page
    const nowMs = worker.clock.now()
    const attempt = model.attempts.find((one) => one.state === state)
    const isFresh = attempt !== undefined && isWithin(ATTEMPT_LIFE_SECONDS, attempt.sinceMs, nowMs)
    const view = await browser.post(page.url, { account })
    // A callback that has signed a user in already signs nobody in again. It only leads to the calendars.
    if (attempt?.isDone && isFresh) {
      const isSignedIn = model.signedIn !== undefined && isWithin(SESSION_LIFE_SECONDS, model.signedIn.sinceMs, nowMs)
      expect([view.status, headingOf(view.text)]).toEqual(
        isSignedIn ? [200, 'Choose calendars'] : [401, 'You’re not signed in'],
      )
      return
    }
    if (attempt === undefined || attempt.isDone) {
      expect([view.status, headingOf(view.text)]).toEqual([400, 'This link doesn’t work'])
      return
    }
    expect([view.status, headingOf(view.text)]).toEqual(
      isFresh ? [200, 'Choose calendars'] : [410, 'Signing in took too long'],
    )
    if (isFresh) {
      Object.assign(attempt, { isDone: true, sinceMs: nowMs })
      model.signedIn = { account, dataCenter, sinceMs: nowMs }
    } else {
      model.attempts = model.attempts.filter((one) => one.state !== state)
    }
  })

/** Both steps at once: a walk that never signs in sees little. */
const signIn = (tab: Tab, dataCenter: DataCenter, account: AccountName) =>
  command(`tab ${tab} signs in to ${dataCenter} as ${account}`, async (model, real) => {
    await beginSignIn(tab, dataCenter).run(model, real)
    await chooseAccount(tab, account).run(model, real)
  })

const ask = (tab: Tab, what: 'all' | 'one' | 'none' | "somebody else's") =>
  command(`tab ${tab} asks for ${what}`, async (model, { worker, browser }) => {
    const { account = 'apple', dataCenter = 'de' } = model.signedIn ?? {}
    const other = account === 'apple' ? 'microsoft' : 'apple'
    const ids = {
      all: [],
      one: [`cal_${dataCenter}_${ACCOUNTS[account].calendars[0]}`],
      none: [''],
      "somebody else's": [`cal_${dataCenter}_${ACCOUNTS[other].calendars[0]}`],
    }[what]
    const view = await browser.post(`${WORKER}/connect/permissions/start`, [
      ...(what === 'all' ? ALL : ids.map((id): [string, string] => ['calendar_id', id])),
      ['return_to', '/outcome'],
    ])
    if (view.url.origin !== SANDBOX) {
      model.tabs[tab].last = view.url.href
      return
    }
    model.tabs[tab].access = view.url.href
    const returnUrl = worker.returnUrls.at(-1)
    if (returnUrl !== undefined) model.tabs[tab].returnUrl = returnUrl
  })

/** On a page that may have been decided already, or be of another account. */
const decide = (tab: Tab, decision: Decision) =>
  command(`tab ${tab} decides ${decision}`, async (model, { browser }) => {
    const page = model.tabs[tab].access
    if (page === undefined) return
    const first = /name="calendar_id" value="([^"]+)"/.exec((await browser.get(page)).text)?.[1] ?? ''
    const view = await browser.post(page, { decision, calendar_id: first })
    if (view.url.origin === WORKER) model.tabs[tab].last = view.url.href
  })

/** Both steps at once, for the same reason. */
const askAndDecide = (tab: Tab, what: 'all' | 'one', decision: Decision) =>
  command(`tab ${tab} asks for ${what} and decides ${decision}`, async (model, real) => {
    await ask(tab, what).run(model, real)
    await decide(tab, decision).run(model, real)
  })

/** Whatever anybody can append to an address. */
const SUFFIXES = [
  '',
  '&error=access_denied',
  '?error=access_denied',
  '&error=server_error',
  '&permission_status=granted',
  '&request=x',
  '&error=a&error=b',
  'x',
] as const

const comeBack = (tab: Tab, suffix: string) =>
  command(`tab ${tab} comes back with ${JSON.stringify(suffix)}`, async (model, { browser }) => {
    const { returnUrl } = model.tabs[tab]
    if (returnUrl === undefined) return
    model.tabs[tab].last = (await browser.get(returnUrl + suffix)).url.href
  })

const reload = (tab: Tab) =>
  command(`tab ${tab} reloads`, async (model, { browser }) => {
    const { last } = model.tabs[tab]
    if (last !== undefined) await browser.get(last)
  })

const visit = (path: string) =>
  command(`visits ${path}`, async (_, { browser }) => {
    await browser.get(WORKER + path)
  })

/** The callback of somebody else, who lures this browser to it. */
const lure = (dataCenter: DataCenter, account: AccountName) =>
  command(`is lured to the callback of ${account}`, async (_, { worker, browser }) => {
    const page = await worker.newBrowser().get(`${WORKER}/connect/${dataCenter}`)
    const response = await worker.sandbox.fetch(
      new Request(page.url, { method: 'POST', body: new URLSearchParams({ account }) }),
    )
    const view = await browser.get(response.headers.get('location') ?? '')
    expect(view.status).toBe(400)
  })

const signOut = command('signs out', async (model, { browser }) => {
  await browser.post(`${WORKER}/sign-out`, {})
  model.signedIn = undefined
})

const crossSite = (path: string) =>
  command(`another site posts to ${path}`, async (_, { browser }) => {
    const view = await browser.post(WORKER + path, {}, { 'sec-fetch-site': 'cross-site' })
    expect(view.status).toBe(403)
  })

const advance = (seconds: number) =>
  command(`${seconds} s pass`, async (_, { worker }) => {
    worker.clock.advance(seconds * 1000)
  })

/** What has to hold after every step. */
async function inspect({ worker }: Real, { signedIn }: Model, exchanges: readonly Exchange[]): Promise<void> {
  for (const exchange of exchanges) {
    expect(findExchangeIssues(exchange)).toEqual([])
    const { url, status, headers, text, calls } = exchange
    // A step that is refused for what came with it asks nobody anything.
    if ([400, 403, 404, 410].includes(status)) expect(calls, url.pathname).toEqual([])

    const shown = /<form class="account"[\s\S]*?<bdi>(.*?)<\/bdi>/.exec(text)?.[1]
    if (signedIn === undefined) expect(shown).toBeUndefined()
    const other = signedIn?.account === 'apple' ? 'microsoft' : 'apple'
    // `chooseAccount` changes who it is in the middle: what came before the callback is the former one's page still.
    expect(text.includes(ACCOUNTS[other].shown), url.pathname).toBe(false)
    if (signedIn !== undefined && shown === undefined && status !== 303) {
      expect(isWithin(SESSION_LIFE_SECONDS, signedIn.sinceMs, worker.clock.now())).toBe(false)
    }

    const target = new URL(headers.get('location') ?? url, WORKER)
    const told = status === 303 ? target.searchParams.get('permission_status') : null
    const claimed = told ?? /data-status="(\w+)"/.exec(text)?.[1]
    if (claimed === undefined || claimed === 'error') continue
    if (signedIn === undefined) throw new Error(`Nobody is signed in, and ${url.pathname} tells an outcome`)
    expect(claimed).toBe(await outcomeByTheBooks(worker, signedIn, target))
  }
}

/** What became of the request in an address, as the sandbox's own books have it, for whoever is signed in. */
async function outcomeByTheBooks(
  worker: Real['worker'],
  { account, dataCenter }: { account: AccountName; dataCenter: DataCenter },
  url: URL,
): Promise<string> {
  const { sealedRequest = '', error } = parseReturnUrl(url)
  const request = await unsealPermissionRequest(createKeys(), sealedRequest, {
    redirectUri: url.origin + url.pathname,
    nowMs: worker.clock.now(),
  })
  const permissionLevels = (await worker.accountStates(dataCenter))[account]
  expect([request.dataCenter, request.subject]).toEqual([dataCenter, permissionLevels?.sub])
  const levels = new Map<number, string>()
  const hash = createCalendarHash(request.hashKey)
  for (const [id, level] of Object.entries(permissionLevels?.calendars ?? {})) levels.set(hash.digestOf(id), level)
  const granted = request.calendars.filter((key) => levels.get(key) === 'unrestricted').length
  expect(request.calendars.length).toBeGreaterThan(0)
  if (granted > 0) return granted === request.calendars.length ? 'granted' : 'partial'
  return error === 'access_denied' ? 'rejected' : 'unconfirmed'
}

const ALL: [string, string][] = [['all_calendars', 'true']]

const PATHS = [
  '/',
  '/calendars',
  '/outcome',
  '/outcome?permission_status=granted',
  '/outcome?permission_status=error&permission_error=account_mismatch',
  '/connect/eu',
  '/connect/callback/de',
  '/connect/callback/uk?code=co_uk_0&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '/connect/callback/de?error=access_denied&state=x',
  '/connect/permissions/return',
  '/connect/permissions/return?request=eyJhbGciOiJkaXIifQ..a.b.c',
  '/connect/permissions/start',
]

const tab = fc.constantFrom<Tab>(0, 1)
const account = fc.constantFrom<AccountName>('apple', 'microsoft')
const dataCenter = fc.constantFrom<DataCenter>('de', 'uk')

const decision = fc.constantFrom<Decision>('accept-all', 'accept-selected', 'reject')

/** Every step there is, the ones that lead on more often, so that flows get to their ends. */
const STEPS: fc.Arbitrary<Command>[] = [
  fc.tuple(tab, dataCenter).map(([tab, dataCenter]) => beginSignIn(tab, dataCenter)),
  fc.tuple(tab, account).map(([tab, account]) => chooseAccount(tab, account)),
  fc.tuple(tab, dataCenter, account).map(([tab, dataCenter, account]) => signIn(tab, dataCenter, account)),
  fc.tuple(tab, account).map(([tab, account]) => signIn(tab, 'de', account)),
  fc.tuple(tab, fc.constantFrom('all', 'one', 'none', "somebody else's")).map(([tab, what]) => ask(tab, what)),
  tab.map((tab) => ask(tab, 'all')),
  tab.map((tab) => ask(tab, 'one')),
  fc.tuple(tab, decision).map(([tab, decision]) => decide(tab, decision)),
  fc
    .tuple(tab, fc.constantFrom('all', 'one'), decision)
    .map(([tab, what, decision]) => askAndDecide(tab, what, decision)),
  fc.tuple(tab, fc.constantFrom(...SUFFIXES)).map(([tab, suffix]) => comeBack(tab, suffix)),
  tab.map((tab) => comeBack(tab, '')),
  tab.map(reload),
  fc.constantFrom(...PATHS).map(visit),
  fc.tuple(dataCenter, account).map(([dataCenter, account]) => lure(dataCenter, account)),
  fc.constant(signOut),
  fc.constantFrom('/connect/permissions/start', '/sign-out').map(crossSite),
  fc.constantFrom(1, 599, 600, 3599, 3600, 43_200).map(advance),
]

async function createReal(): Promise<{ model: Model; real: Real }> {
  const worker = createRecordingWorker()
  return {
    model: { signedIn: undefined, attempts: [], tabs: [{}, {}] },
    real: { worker, browser: worker.newBrowser() },
  }
}

test('the connect app shows the true state, and only to its own account, in every order of steps (T17)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(STEPS, { maxCommands: 40, size: 'max' }), async (commands) => {
      await fc.asyncModelRun(createReal, commands)
    }),
    { numRuns: 15 },
  )
}, 60_000)

/** Orders that a random walk seldom takes, and that once held a surprise or easily could. */
const ORDERS: [string, Command[]][] = [
  [
    'comes back before the decision, and after it',
    [ask(0, 'all'), comeBack(0, ''), decide(0, 'accept-all'), reload(0)],
  ],
  ['decides twice', [ask(0, 'all'), decide(0, 'reject'), decide(0, 'accept-all'), comeBack(0, '')]],
  [
    "decides on the first account's page while the second is signed in, then signs in as the first",
    [
      ask(0, 'all'),
      beginSignIn(1, 'de'),
      chooseAccount(1, 'microsoft'),
      decide(0, 'accept-all'),
      comeBack(0, ''),
      beginSignIn(0, 'de'),
      chooseAccount(0, 'apple'),
      comeBack(0, '&error=access_denied'),
      reload(0),
    ],
  ],
  [
    'moves to another data center, to an account of the same name',
    [ask(0, 'all'), beginSignIn(1, 'uk'), chooseAccount(1, 'apple'), decide(0, 'accept-all'), comeBack(0, '')],
  ],
  ['decides, signs out, and comes back', [ask(0, 'all'), decide(0, 'accept-all'), signOut, comeBack(0, ''), reload(0)]],
  [
    'stays on the access page until the request, or the session, has ended',
    [
      ask(0, 'all'),
      advance(3600),
      decide(0, 'accept-all'),
      comeBack(0, ''),
      advance(43_200),
      comeBack(0, ''),
      reload(0),
    ],
  ],
  [
    'loads a callback again when its ten minutes are almost over',
    [
      signIn(0, 'uk', 'microsoft'),
      askAndDecide(1, 'all', 'reject'),
      comeBack(1, ''),
      signIn(0, 'de', 'apple'),
      comeBack(1, ''),
      signIn(0, 'uk', 'microsoft'),
      reload(1),
      advance(599),
      chooseAccount(0, 'apple'),
    ],
  ],
  [
    'signs in with an answer that was used',
    [beginSignIn(0, 'de'), chooseAccount(0, 'apple'), chooseAccount(0, 'microsoft'), visit('/calendars')],
  ],
  [
    'asks in two tabs for the same, and decides differently',
    [ask(0, 'all'), ask(1, 'all'), decide(0, 'accept-selected'), decide(1, 'reject'), reload(0), reload(1)],
  ],
]

test.each(ORDERS)('a user who is signed in and %s sees the true state (T17)', async (_, commands) => {
  await fc.asyncModelRun(createReal, [signIn(0, 'de', 'apple'), ...commands])
})

test('a walk gets everywhere: the model sees each outcome, and each refusal (T17)', async () => {
  const seen = new Set<string>()
  const looks = fc.sample(fc.commands(STEPS, { maxCommands: 40, size: 'max' }), { numRuns: 15, seed: 5 })
  for (const commands of looks) {
    const { model, real } = await createReal()
    await fc.asyncModelRun(() => ({ model, real }), commands)
    for (const { status, text } of real.worker.exchanges) if (status !== 303) seen.add(headingOf(text))
  }
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'Full access granted',
      'Full access to some calendars',
      'Full access not granted',
      'We can’t confirm access yet',
      'You’re signed in with a different account',
      'You’re not signed in',
      'This link doesn’t work',
      'A calendar no longer exists',
      'No calendar selected',
    ]),
  )
}, 60_000)

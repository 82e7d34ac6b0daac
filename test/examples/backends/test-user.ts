/**
 * A user with a browser, at a backend.
 *
 * @module
 */
import { deepStrictEqual as equal, match } from 'node:assert/strict'
import { createTestBrowser, type PageView, type TestBrowser } from '../../helpers/test-browser.ts'
import { listField } from '../../helpers/test-env.ts'
import { ACCOUNTS, DATA_CENTER, type TestEnv, type UserName } from './test-env.ts'

/** What the page of the settings says, with characters for their entities. */
export interface Settings {
  readonly notice: string
  /** The name of an account that the user has not confirmed yet. */
  readonly pending: string | undefined
  /** The IDs of the user's connections. */
  readonly connections: readonly string[]
  readonly calendars: readonly string[]
  /** Newest first. */
  readonly outcomes: readonly string[]
  readonly csrf: string
  /** The page as it was sent. */
  readonly html: string
}

/** A user who may be signed in. */
export interface TestUser extends TestBrowser {
  settings(): Promise<Settings>
  /** Posts a form of the settings, with its CSRF token. */
  submit(path: string, fields?: Record<string, string>): Promise<PageView>
  /** Begins a connection, and ends at Cronofy's page to sign in. */
  beginConnection(): Promise<PageView>
  /** Connects an account, and confirms it. */
  connect(account: string): Promise<Settings>
  /** Opens the page to choose calendars of the first connection. */
  beginChoice(): Promise<PageView>
  /** Requests calendars, by default all that can be selected, and goes where that leads. */
  requestAccess(ids?: readonly string[]): Promise<PageView>
  /** Sends a request as the browser would, and follows no redirect. */
  send(
    url: string,
    options?: { method?: string; body?: URLSearchParams; headers?: Record<string, string> },
  ): Promise<Response>
}

/** The origins that the user's browser can reach. */
type Origins = Pick<TestEnv, 'backend' | 'worker' | 'sandbox'>

export function createTestUser(testEnv: Origins): TestUser {
  const origins = [testEnv.backend, testEnv.worker, testEnv.sandbox]
  const browser = createTestBrowser(
    Object.fromEntries(origins.map((origin) => [origin, (request) => fetch(request, { redirect: 'manual' })])),
  )
  const user: TestUser = {
    ...browser,
    settings: async () => readSettings(await browser.get(`${testEnv.backend}/settings`)),
    async submit(path, fields = {}) {
      return browser.post(testEnv.backend + path, { csrf: (await user.settings()).csrf, ...fields })
    },
    async beginConnection() {
      const page = await user.submit('/connect')
      equal(page.url.origin, testEnv.worker)
      const [, href = ''] = new RegExp(`href="(/connections/start/${DATA_CENTER}\\?[^"]+)"`).exec(page.text) ?? []
      return browser.get(testEnv.worker + decodeEntities(href))
    },
    async connect(account) {
      const page = await user.beginConnection()
      readSettings(await browser.post(page.url.href, { account }))
      return readSettings(await user.submit('/confirm', { answer: 'yes' }))
    },
    async beginChoice() {
      const [connection = ''] = (await user.settings()).connections
      return user.submit('/allow', { connection })
    },
    async requestAccess(ids) {
      const page = await user.beginChoice()
      match(page.url.href, /\/permission-requests\/choose\/[\w-]+$/)
      const selected = ids ?? selectableCalendars(page.text)
      return browser.post(`${page.url.href}/start`, [
        ...selected.map((id): [string, string] => ['calendar_id', id]),
        ['list', listField(page.text)],
      ])
    },
    send(url, { headers, ...options } = {}) {
      const cookies = [...browser.cookies(new URL(url).origin)].map(([name, value]) => `${name}=${value}`)
      return fetch(url, { ...options, headers: { cookie: cookies.join('; '), ...headers }, redirect: 'manual' })
    },
  }
  return user
}

/** A user who has signed in. */
export async function signIn(testEnv: Origins, name: UserName): Promise<TestUser> {
  const user = createTestUser(testEnv)
  readSettings(await user.get(`${testEnv.backend}/sign-in?user=${name}`))
  return user
}

/** Connects every user, and keeps the state of the sandbox. */
export async function connectUsers(testEnv: TestEnv): Promise<void> {
  for (const [name, account] of Object.entries(ACCOUNTS)) {
    const { connections, notice } = await (await signIn(testEnv, name as UserName)).connect(account)
    equal([connections.length, notice], [1, 'Connected'])
  }
  await testEnv.keepState()
}

/** Reads the page of the settings. Anything else is an error. */
export function readSettings({ url, status, text }: PageView): Settings {
  const csrf = /name="csrf" value="([\w-]{32,})"/.exec(text)?.[1]
  if (status !== 200 || csrf === undefined) throw new Error(`${url} is not the page of the settings: ${status} ${text}`)
  const items = (list: string): string[] => {
    const lists = [...text.matchAll(new RegExp(`<${list}>(.*?)</${list}>`, 'gs'))].map(([, content = '']) => content)
    return [...lists.join('').matchAll(/<li>(.*?)<\/li>/gs)].map(([, item = '']) => decodeEntities(item))
  }
  const notice = /<p role="status">(.*?)<\/p>/s.exec(text)?.[1] ?? ''
  const pending = /You connected <strong>(.*?)<\/strong>/s.exec(text)?.[1]
  const connections = [...text.matchAll(/action="\/allow".*?name="connection" value="([\w-]+)"/gs)].map(
    ([, id = '']) => id,
  )
  return {
    notice: decodeEntities(notice),
    pending: pending && decodeEntities(pending),
    connections,
    calendars: items('ul'),
    outcomes: items('ol'),
    csrf,
    html: text,
  }
}

/** The one outcome that is new on a page since an earlier look at it. */
export function readNewOutcome(before: Settings, view: PageView): string {
  const [newest = '', ...earlier] = readSettings(view).outcomes
  equal(earlier, before.outcomes)
  return newest
}

/** The calendars on the worker's page that are neither read-only nor unrestricted. */
function selectableCalendars(text: string): string[] {
  return [...text.matchAll(/<li><label>.*?<\/label><\/li>/gs)]
    .filter(([row]) => !/disabled|read-only/.test(row))
    .map(([row]) => /name="calendar_id"\s+value="([^"]+)"/.exec(row)?.[1] ?? '')
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** Text for HTML, as far as anybody escapes it. */
function decodeEntities(html: string): string {
  return html.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (entity, hex, decimal, name: string) => {
    if (name !== undefined) return NAMED_ENTITIES[name] ?? entity
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}

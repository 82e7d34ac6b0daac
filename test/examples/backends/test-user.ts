/**
 * Somebody with a browser, at a backend: what they do there, and what its page says to them.
 *
 * @module
 */
import { deepStrictEqual as equal } from 'node:assert/strict'
import { createTestBrowser, type PageView, type TestBrowser } from '../../helpers/test-browser.ts'
import type { TestEnv, UserName } from './test-env.ts'

/** What the page of the settings says, with characters for their entities. */
export interface Settings {
  readonly notice: string
  readonly calendars: readonly string[]
  /** Newest first. */
  readonly outcomes: readonly string[]
  readonly csrf: string
  /** The page as it was sent. */
  readonly html: string
}

/** Somebody who is signed in, or not yet. */
export interface TestUser extends TestBrowser {
  /** Looks at the settings. */
  settings(): Promise<Settings>
  /** Presses the button there, and goes where it leads. */
  requestAccess(): Promise<PageView>
  /** Sends a request as the browser would, and follows no redirect. */
  send(url: string, options?: { method?: string; body?: URLSearchParams }): Promise<Response>
}

export function createTestUser(testEnv: TestEnv): TestUser {
  const origins = [testEnv.backend, testEnv.worker, testEnv.sandbox]
  const browser = createTestBrowser(
    Object.fromEntries(origins.map((origin) => [origin, (request) => fetch(request, { redirect: 'manual' })])),
  )
  async function settings(): Promise<Settings> {
    return readSettings(await browser.get(`${testEnv.backend}/settings`))
  }
  return {
    ...browser,
    settings,
    requestAccess: async () => browser.post(`${testEnv.backend}/allow`, { csrf: (await settings()).csrf }),
    send(url, options = {}) {
      const cookies = [...browser.cookies(new URL(url).origin)].map(([name, value]) => `${name}=${value}`)
      return fetch(url, { ...options, headers: { cookie: cookies.join('; ') }, redirect: 'manual' })
    },
  }
}

/** Somebody who has signed in. */
export async function signIn(testEnv: TestEnv, name: UserName): Promise<TestUser> {
  const user = createTestUser(testEnv)
  readSettings(await user.get(`${testEnv.backend}/sign-in?user=${name}`))
  return user
}

/** Reads the page of the settings; anything else is an error. */
export function readSettings({ url, status, text }: PageView): Settings {
  const csrf = /name="csrf" value="([\w-]{32,})"/.exec(text)?.[1]
  if (status !== 200 || csrf === undefined) throw new Error(`${url} is not the page of the settings: ${status} ${text}`)
  const items = (list: string): string[] => {
    const [, content = ''] = new RegExp(`<${list}>(.*?)</${list}>`, 's').exec(text) ?? []
    return [...content.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item = '']) => decodeEntities(item))
  }
  const notice = /<p role="status">(.*?)<\/p>/s.exec(text)?.[1]
  return { notice: decodeEntities(notice ?? ''), calendars: items('ul'), outcomes: items('ol'), csrf, html: text }
}

/** The one outcome that is new on a page since an earlier look at it. */
export function readNewOutcome(before: Settings, view: PageView): string {
  const [newest = '', ...earlier] = readSettings(view).outcomes
  equal(earlier, before.outcomes)
  return newest
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** Text for HTML, as far as anybody escapes it. */
function decodeEntities(html: string): string {
  return html.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (entity, hex, decimal, name: string) => {
    if (name !== undefined) return NAMED_ENTITIES[name] ?? entity
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}

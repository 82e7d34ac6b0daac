/**
 * Somebody with a browser, at a backend: what they do there, and what its page says to them.
 *
 * @module
 */
import { deepStrictEqual as equal } from 'node:assert/strict'
import { createVisitor, type View, type Visitor } from '../../helpers/test-browser.ts'
import type { Name, Stage } from './test-env.ts'

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
export interface Person extends Visitor {
  /** Looks at the settings. */
  settings(): Promise<Settings>
  /** Presses the button there, and goes where it leads. */
  allow(): Promise<View>
  /** Sends a request as the browser would, and follows no redirect. */
  send(url: string, options?: { method?: string; body?: URLSearchParams }): Promise<Response>
}

export function createPerson(stage: Stage): Person {
  const origins = [stage.backend, stage.worker, stage.sandbox]
  const visitor = createVisitor(
    Object.fromEntries(origins.map((origin) => [origin, (request) => fetch(request, { redirect: 'manual' })])),
  )
  async function settings(): Promise<Settings> {
    return readSettings(await visitor.get(`${stage.backend}/settings`))
  }
  return {
    ...visitor,
    settings,
    allow: async () => visitor.post(`${stage.backend}/allow`, { csrf: (await settings()).csrf }),
    send(url, options = {}) {
      const cookies = [...visitor.cookies(new URL(url).origin)].map(([name, value]) => `${name}=${value}`)
      return fetch(url, { ...options, headers: { cookie: cookies.join('; ') }, redirect: 'manual' })
    },
  }
}

/** Somebody who has signed in. */
export async function signIn(stage: Stage, name: Name): Promise<Person> {
  const person = createPerson(stage)
  readSettings(await person.get(`${stage.backend}/sign-in?user=${name}`))
  return person
}

/** Reads the page of the settings; anything else is an error. */
export function readSettings({ url, status, text }: View): Settings {
  const csrf = /name="csrf" value="([\w-]{32,})"/.exec(text)?.[1]
  if (status !== 200 || csrf === undefined) throw new Error(`${url} is not the page of the settings: ${status} ${text}`)
  const items = (list: string): string[] => {
    const [, content = ''] = new RegExp(`<${list}>(.*?)</${list}>`, 's').exec(text) ?? []
    return [...content.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item = '']) => decode(item))
  }
  const notice = /<p role="status">(.*?)<\/p>/s.exec(text)?.[1]
  return { notice: decode(notice ?? ''), calendars: items('ul'), outcomes: items('ol'), csrf, html: text }
}

/** The one outcome that is new on a page since an earlier look at it. */
export function newOutcome(before: Settings, view: View): string {
  const [newest = '', ...others] = readSettings(view).outcomes
  equal(others, before.outcomes)
  return newest
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** Text for HTML, as far as anybody escapes it. */
function decode(html: string): string {
  return html.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (entity, hex, decimal, name: string) => {
    if (name !== undefined) return NAMED[name] ?? entity
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}

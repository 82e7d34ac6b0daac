/**
 * What the pages and redirects of the connect app say, read as a browser and a person would.
 *
 * @module
 */
import type { Answer } from './browser.ts'
import { type ErrorWord, type Granted, isStatus, isTyped, type OutcomeWord, Stopped, type Word } from './step-result.ts'
import { PUBLIC_URL } from './workers.ts'

/** What `start` or `return` said. */
export function readWord(answer: Answer): Word {
  const { status, location, text, url } = answer
  if (status === 303 && location !== undefined) {
    const to = new URL(location, url)
    const said = to.searchParams.get('permission_status')
    if (said === null) return { kind: 'sent', url: to.href }
    if (isStatus(said)) return { kind: 'outcome', status: said, url: to.href }
    const code = to.searchParams.get('permission_error')
    if (said === 'error' && code !== null) {
      return { kind: 'error', code, ...(!isTyped(code) && { untyped: `permission_error=${code}` }) }
    }
    return { kind: 'nothing', what: `303 with permission_status ${said}` }
  }
  if (status >= 400) return readErrorPage(answer)
  return { kind: 'nothing', what: `${status} ${titleOf(text)}` }
}

/** Where an answer leads, which has to be a redirect. @throws Stopped with what it is instead */
export function redirected(answer: Answer): string {
  const { status, location, url } = answer
  if (status === 303 && location !== undefined) return new URL(location, url).href
  if (status >= 400 && url.startsWith(PUBLIC_URL)) throw new Stopped(readErrorPage(answer))
  throw new Stopped({ kind: 'nothing', what: `${status} at ${new URL(url).pathname}` })
}

/** An error page, which shows its code last. One that shows none, or only that something went wrong, is untyped. */
export function readErrorPage({ status, text, url }: Answer): ErrorWord {
  const code = /<small>([a-z_]+)<\/small>\s*<\/p>\s*<\/main>/.exec(text)?.[1] ?? 'none'
  const untyped = `${status} "${titleOf(text)}" at ${new URL(url).pathname}`
  return { kind: 'error', code, ...(!isTyped(code) && { untyped }) }
}

/** The heading of a page. */
function titleOf(text: string): string {
  return unescapeHtml(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(text)?.[1]?.trim() ?? text.slice(0, 80))
}

/** A calendar that may be asked for. */
export interface Offer {
  readonly id: string
  readonly name: string
  readonly ticked: boolean
  /** What is said of it: full access already. */
  readonly granted: boolean
}

/** The rows of the page where calendars are chosen. */
export function readOffers(text: string): Offer[] {
  const row =
    /name="calendar_id"\s+value="([^"]*)"\s+(checked)?\s*(disabled)?\s*>\s*<span[^>]*>\s*<bdi class="name">([\s\S]*?)<\/bdi>/g
  return [...text.matchAll(row)].map(([, id = '', checked, disabled, name = '']) => ({
    id: unescapeHtml(id),
    name: unescapeHtml(name),
    ticked: checked !== undefined && disabled === undefined,
    granted: disabled !== undefined,
  }))
}

/** Reads the outcome page, which knows calendars by their names; undefined where it is another. */
export function readShown(text: string, offers: readonly Offer[]): OutcomeWord | undefined {
  const status = /data-status="([a-z]+)"/.exec(text)?.[1]
  if (!isStatus(status)) return undefined
  const ids = new Map(offers.map(({ id, name }) => [name, id]))
  const rows = text.matchAll(/<bdi class="name">([\s\S]*?)<\/bdi>\s*<span class="tag[^"]*">([^<]*)<\/span>/g)
  const calendars: Granted = new Map(
    [...rows].map(([, escaped = '', tag]) => {
      const name = unescapeHtml(escaped)
      // Also where nothing can be done with it: `full access, read-only`.
      return [ids.get(name) ?? name, tag?.startsWith('full access') === true]
    }),
  )
  return { kind: 'outcome', status, calendars }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

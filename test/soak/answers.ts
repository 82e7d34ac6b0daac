/**
 * What the worker's answers say, read as a browser and a person would.
 *
 * @module
 */
import type { OutcomeStatus } from '../../src/outcome.ts'
import type { Answer } from './browser.ts'

/** What a step told the person. */
export type Word =
  /** Where to decide. */
  | { readonly kind: 'sent'; readonly url: string }
  /** An outcome, and where it is shown. */
  | { readonly kind: 'outcome'; readonly status: OutcomeStatus; readonly url: string }
  | { readonly kind: 'error'; readonly code: string }
  /** An error page. */
  | ErrorPage
  /** Neither an outcome nor an error. */
  | { readonly kind: 'nothing'; readonly what: string }

/** A page that says what went wrong. */
export interface ErrorPage {
  readonly kind: 'page'
  readonly status: number
  readonly title: string
  /** Where it is shown. */
  readonly code: string | undefined
}

const STATUSES: readonly string[] = ['granted', 'partial', 'rejected', 'unconfirmed']

/** What `start` or `return` said. */
export function readWord({ status, location, text, url }: Answer): Word {
  if (status === 303 && location !== undefined) {
    const to = new URL(location, url)
    const said = to.searchParams.get('permission_status')
    if (said === null) return { kind: 'sent', url: to.href }
    if (isStatus(said)) return { kind: 'outcome', status: said, url: to.href }
    const code = to.searchParams.get('permission_error')
    if (said === 'error' && code !== null) return { kind: 'error', code }
    return { kind: 'nothing', what: `303 with permission_status ${said}` }
  }
  if (status >= 400) return readErrorPage(status, text)
  return { kind: 'nothing', what: `${status} ${titleOf(text)}` }
}

/** An error page, which shows its code last. */
export function readErrorPage(status: number, text: string): ErrorPage {
  const code = /<small>([a-z_]+)<\/small>\s*<\/p>\s*<\/main>/.exec(text)?.[1]
  return { kind: 'page', status, title: titleOf(text), code }
}

/** The heading of a page. */
export function titleOf(text: string): string {
  return unescapeHtml(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(text)?.[1]?.trim() ?? text.slice(0, 80))
}

/** A row of the page where calendars are chosen. */
export interface Offer {
  readonly id: string
  readonly name: string
  readonly ticked: boolean
  /** What the page says: full access already. */
  readonly granted: boolean
}

/** The rows of the choice. */
export function readOffers(text: string): Offer[] {
  const row =
    /name="calendar_id"\s+value="([^"]*)"\s+(checked)?\s*(disabled)?\s*>\s*<bdi class="name">([\s\S]*?)<\/bdi>/g
  return [...text.matchAll(row)].map(([, id = '', checked, disabled, name = '']) => ({
    id: unescapeHtml(id),
    name: unescapeHtml(name),
    ticked: checked !== undefined && disabled === undefined,
    granted: disabled !== undefined,
  }))
}

/** The outcome page's word on the whole, and on each calendar by its name. */
export interface Shown {
  readonly status: OutcomeStatus
  readonly calendars: ReadonlyMap<string, boolean>
}

/** Reads the outcome page; undefined where it is another. */
export function readShown(text: string): Shown | undefined {
  const status = /data-status="([a-z]+)"/.exec(text)?.[1]
  if (status === undefined || !isStatus(status)) return undefined
  const rows = text.matchAll(/<bdi class="name">([\s\S]*?)<\/bdi>\s*<span class="tag[^"]*">([^<]*)<\/span>/g)
  return {
    status,
    calendars: new Map([...rows].map(([, name = '', tag]) => [unescapeHtml(name), tag === 'full access'])),
  }
}

function isStatus(text: string): text is OutcomeStatus {
  return STATUSES.includes(text)
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

/**
 * Parses the pages and redirects of the connect app.
 *
 * @module
 */
import type { PageView } from '../helpers/test-browser.ts'
import {
  type ErrorResult,
  FlowStopped,
  type GrantedById,
  isActionableCode,
  isOutcomeStatus,
  type OutcomeResult,
  type StepResult,
} from './step-result.ts'
import { PUBLIC_URL } from './workers.ts'

/** Parses the response of `start` or `return`. */
export function parseStepResult(response: PageView): StepResult {
  const { status, headers, text, url } = response
  const location = headers.get('location')
  if (status === 303 && location !== null) {
    const to = new URL(location, url)
    const permissionStatus = to.searchParams.get('permission_status')
    if (permissionStatus === null) return { kind: 'redirect', url: to.href }
    if (isOutcomeStatus(permissionStatus)) return { kind: 'outcome', status: permissionStatus, url: to.href }
    const code = to.searchParams.get('permission_error')
    if (permissionStatus === 'error' && code !== null) {
      return { kind: 'error', code, ...(!isActionableCode(code) && { untyped: `permission_error=${code}` }) }
    }
    return { kind: 'unexpected', description: `303 with permission_status ${permissionStatus}` }
  }
  if (status >= 400) return parseErrorPage(response)
  return { kind: 'unexpected', description: `${status} ${parseHeading(text)}` }
}

/** Returns the URL of a redirect. @throws FlowStopped if the response is not a redirect */
export function requireRedirect(response: PageView): string {
  const { status, headers, url } = response
  const location = headers.get('location')
  if (status === 303 && location !== null) return new URL(location, url).href
  if (status >= 400 && url.origin === PUBLIC_URL) throw new FlowStopped(parseErrorPage(response))
  throw new FlowStopped({ kind: 'unexpected', description: `${status} at ${url.pathname}` })
}

/** Parses an error page, which shows its code last. A page without a code, or with a generic one, is untyped. */
export function parseErrorPage({ status, text, url }: PageView): ErrorResult {
  const code = /<small>([a-z_]+)<\/small>\s*<\/p>\s*<\/main>/.exec(text)?.[1] ?? 'none'
  const untyped = `${status} "${parseHeading(text)}" at ${url.pathname}`
  return { kind: 'error', code, ...(!isActionableCode(code) && { untyped }) }
}

/** Returns the heading of a page. */
function parseHeading(text: string): string {
  return unescapeHtml(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(text)?.[1]?.trim() ?? text.slice(0, 80))
}

/** A calendar on the page where users choose calendars. */
export interface CalendarOption {
  readonly id: string
  readonly name: string
  /** Whether it can be requested and is not granted yet. A user who wants everything selects these. */
  readonly eligible: boolean
  /** Whether the page says that it has full access already. */
  readonly granted: boolean
}

/** Parses the rows of the page where users choose calendars. */
export function parseCalendarOptions(text: string): CalendarOption[] {
  const row =
    /name="calendar_id"\s+value="([^"]*)"\s+(checked)?\s*(disabled)?\s*>\s*<span[^>]*>\s*<bdi class="name">([\s\S]*?)<\/bdi>([\s\S]*?)<\/label>/g
  return [...text.matchAll(row)].map(([, id = '', , disabled, name = '', tags = '']) => ({
    id: unescapeHtml(id),
    name: unescapeHtml(name),
    eligible: disabled === undefined && !tags.includes('class="tag warn"'),
    granted: disabled !== undefined,
  }))
}

/** Parses the outcome page, which shows calendars by name. Returns undefined if it is another page. */
export function parseOutcomePage(text: string, options: readonly CalendarOption[]): OutcomeResult | undefined {
  const status = /data-status="([a-z]+)"/.exec(text)?.[1]
  if (!isOutcomeStatus(status)) return undefined
  const ids = new Map(options.map(({ id, name }) => [name, id]))
  const rows = text.matchAll(/<bdi class="name">([\s\S]*?)<\/bdi>\s*<span class="tag[^"]*">([^<]*)<\/span>/g)
  const calendars: GrantedById = new Map(
    [...rows].map(([, escaped = '', tag]) => {
      const name = unescapeHtml(escaped)
      // A calendar can have full access although nothing in it can be changed: `full access, read-only`.
      return [ids.get(name) ?? name, tag?.startsWith('full access') === true]
    }),
  )
  return { kind: 'outcome', status, calendars }
}

const HTML_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Decodes the entities of the pages. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => HTML_ENTITIES[name] ?? whole)
}

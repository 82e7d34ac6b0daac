import { createSandbox } from '../../edge/sandbox/index.ts'
import * as locales from '../../edge/worker/i18n/built-in-locales.ts'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import type { PermissionEvent } from '../../src/index.ts'
import { createClock } from './clock.ts'
import { bodyOf } from './echo-responses.ts'
import { KEY } from './fixtures.ts'
import { createVisitor, type Visitor } from './test-browser.ts'
import { environment, SANDBOX, WORKER } from './test-env.ts'

/** What the worker was asked, what it answered, and what it asked the provider for it. */
export interface Exchange {
  readonly method: string
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Method and path of every call to the provider. */
  readonly calls: readonly string[]
}

/** What a stand-in for the provider is given: the call, a copy of its body, and the sandbox to hand on to. */
export type Intercept = (request: Request, body: string) => Response | Promise<Response> | undefined

/** The form of the sandbox's access and refresh tokens. */
const TOKEN = /(?:at|rt)_[a-z]{2}_[0-9a-f]{32}/

/** The headings of every page of the worker, by the status it has: a page that is not here is not meant. */
const PAGES: Readonly<Record<number, RegExp>> = {
  200: /^(Looking at your calendars|Full access to (your|some) calendars|Choose calendars|Full access is granted|You refused full access|Not confirmed|You are signed out( here)?|Nobody was signed in|No calendar was chosen|A calendar is no longer there|There is no calendar to ask for|Too many calendars at once|That took too long|Something went wrong here|Please connect again|The calendar service did not answer as it should|Too many people at once|The application (may not ask for this|needs a wider connection)|Your calendar account is locked|This link cannot be used|Somebody else began this)$/,
  400: /^This (link|form) cannot be used$/,
  415: /^This form cannot be used$/,
  401: /^(You are not signed in|Please connect again)$/,
  403: /^(Somebody else began this|You did not connect your calendar|This did not come from here)$/,
  404: /^(There is no such page|There is no such data center)$/,
  410: /^That took too long$/,
}

const LOCATIONS = [
  new RegExp(`^${SANDBOX}/(us|au|ca|de|sg|uk)/(oauth/authorize\\?|permissions/)[\\w%.~?=&+-]*$`),
  /^\/calendars$/,
  new RegExp(`^${WORKER}/outcome\\?permission_status=[\\w%.~=&+-]*$`),
]

/** The connect app on a sandbox, by one clock, with everything kept that leaves it. */
export function createWatchedWorker({
  intercept,
  differing = {},
}: {
  intercept?: Intercept
  differing?: Record<string, string>
} = {}) {
  const clock = createClock()
  const sandbox = createSandbox({ now: clock.now })
  const exchanges: Exchange[] = []
  const events: PermissionEvent[] = []
  const logged: string[] = []
  const calls: string[] = []
  const returnUrls: string[] = []
  const { fetch } = createWorker({
    config: readConfig(environment(differing)),
    locales,
    now: clock.now,
    wait: clock.wait,
    log: (line) => void logged.push(line),
    onEvent: (_c, event) => void events.push(event),
    fetch: async (request) => {
      const body = await bodyOf(request)
      calls.push(`${request.method} ${new URL(request.url).pathname}`)
      if (request.url.endsWith('/v1/permissions')) returnUrls.push((JSON.parse(body) as Sent).redirect_uri)
      return (await intercept?.(request, body)) ?? sandbox.fetch(request)
    },
  })

  async function watched(request: Request): Promise<Response> {
    const before = calls.length
    const response = await fetch(request)
    exchanges.push({
      method: request.method,
      url: new URL(request.url),
      status: response.status,
      headers: response.headers,
      text: await response.clone().text(),
      calls: calls.slice(before),
    })
    return response
  }

  const sites = { [WORKER]: watched, [SANDBOX]: sandbox.fetch }
  return {
    clock,
    sandbox,
    /** Everything that the worker answered. */
    exchanges,
    events,
    logged,
    calls,
    /** Where users are to come back to, from every request for permissions. */
    returnUrls,
    fetch: watched,
    newVisitor: (): Visitor => createVisitor(sites),
    /** The sandbox's books of one data center, by account. */
    async books(dataCenter: string): Promise<Record<string, Books>> {
      const response = await sandbox.fetch(new Request(`${SANDBOX}/sandbox/state`))
      const { data_centers } = (await response.json()) as { data_centers: Record<string, Record<string, Books>> }
      return data_centers[dataCenter] ?? {}
    },
  }
}

/** What the sandbox has in its books about one account. */
export interface Books {
  readonly sub: string
  /** Permission level by calendar id. */
  readonly calendars: Readonly<Record<string, string>>
}

interface Sent {
  redirect_uri: string
}

/** The heading of a page. */
export function headingOf(text: string): string {
  return /<h1>(.*)<\/h1>/.exec(text)?.[1] ?? ''
}

/** What is wrong with an answer: neither a page that is meant nor a redirect that is; a token, secret or key in it. */
export function faultsOf({ url, status, headers, text }: Exchange): string[] {
  const faults: string[] = []
  const location = headers.get('location')
  const known =
    status === 303
      ? LOCATIONS.some((pattern) => pattern.test(location ?? ''))
      : location === null && PAGES[status]?.test(headingOf(text)) === true
  const seen = `${url.pathname} → ${status} ${location ?? headingOf(text)}`
  if (!known) faults.push(`not meant: ${seen}`)
  const all = [url.href, ...[...headers].flat(), text].join('\n')
  if (TOKEN.test(all)) faults.push(`holds a token: ${seen}`)
  if (all.includes('sandbox-secret') || all.includes(KEY)) faults.push(`holds a secret: ${seen}`)
  if (headers.get('cache-control') !== 'no-store') faults.push(`may be stored: ${seen}`)
  if (!/^(no-referrer|same-origin)$/.test(headers.get('referrer-policy') ?? ''))
    faults.push(`passes itself on: ${seen}`)
  return faults
}

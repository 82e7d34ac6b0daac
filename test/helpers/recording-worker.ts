import { createSandbox } from '../../edge/sandbox/index.ts'
import * as locales from '../../edge/worker/i18n/built-in-locales.ts'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import { DATA_CENTER_IDS, type PermissionEvent } from '../../src/index.ts'
import { createClock } from './clock.ts'
import { readBody } from './echo-responses.ts'
import { KEY } from './fixtures.ts'
import { createTestBrowser, type TestBrowser } from './test-browser.ts'
import { SANDBOX, WORKER, workerEnvironment } from './test-env.ts'

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
const TOKEN = /(?:at|rt)_[a-z]{2}_[0-9a-f]{26}/

/** The headings of every page of the worker, by the status it has: a page that is not here is not meant. */
const PAGE_HEADINGS: Readonly<Record<number, RegExp>> = {
  200: /^(Checking what was granted|Full access to (your|some) calendars|Choose calendars|Full access granted|Full access not granted|We can’t confirm access yet|You’re signed out|You weren’t signed in|Your calendars are disconnected|Disconnect your calendars\?|No calendar selected|A calendar no longer exists|No calendar can be changed|Too many calendars selected|This request has expired|Something went wrong|Your connection has expired|Cronofy didn’t respond as expected|Too many requests|Full access isn’t available for this application|More access is needed to connect|Your calendar account is locked|This link doesn’t work|You’re signed in with a different account)$/,
  400: /^(This link doesn’t work|This form can’t be used)$/,
  415: /^This form can’t be used$/,
  401: /^(You’re not signed in|Your connection has expired)$/,
  403: /^(You’re signed in with a different account|Your calendar isn’t connected|Request blocked: it came from another site)$/,
  404: /^(Page not found|Unknown data center)$/,
  405: /^This page can’t be opened directly$/,
  410: /^(This request has expired|Signing in took too long)$/,
}

const LOCATIONS = [
  new RegExp(`^${SANDBOX}/(${DATA_CENTER_IDS.join('|')})/(oauth/authorize\\?|permissions/)[\\w%.~?=&+-]*$`),
  /^\/calendars$/,
  new RegExp(`^${WORKER}/outcome\\?permission_status=[\\w%.~=&+-]*$`),
]

/** The connect app on a sandbox, by one clock, with everything kept that leaves it. */
export function createRecordingWorker({
  intercept,
  overrides = {},
}: {
  intercept?: Intercept
  overrides?: Record<string, string>
} = {}) {
  const clock = createClock()
  const sandbox = createSandbox({ now: clock.now })
  const exchanges: Exchange[] = []
  const events: PermissionEvent[] = []
  const logLines: string[] = []
  const calls: string[] = []
  const returnUrls: string[] = []
  const { fetch } = createWorker({
    config: readConfig(workerEnvironment(overrides)),
    locales,
    now: clock.now,
    wait: clock.wait,
    log: (line) => void logLines.push(line),
    onEvent: (_c, event) => void events.push(event),
    fetch: async (request) => {
      const body = await readBody(request)
      calls.push(`${request.method} ${new URL(request.url).pathname}`)
      if (request.url.endsWith('/v1/permissions')) returnUrls.push((JSON.parse(body) as PermissionsBody).redirect_uri)
      return (await intercept?.(request, body)) ?? sandbox.fetch(request)
    },
  })

  async function record(request: Request): Promise<Response> {
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

  const sites = { [WORKER]: record, [SANDBOX]: sandbox.fetch }
  return {
    clock,
    sandbox,
    /** Everything that the worker answered. */
    exchanges,
    events,
    logLines,
    calls,
    /** Where users are to come back to, from every request for permissions. */
    returnUrls,
    fetch: record,
    newBrowser: (): TestBrowser => createTestBrowser(sites),
    /** The sandbox's books of one data center, by account. */
    async accountStates(dataCenter: string): Promise<Record<string, AccountState>> {
      const response = await sandbox.fetch(new Request(`${SANDBOX}/sandbox/state`))
      const { data_centers } = (await response.json()) as { data_centers: Record<string, Record<string, AccountState>> }
      return data_centers[dataCenter] ?? {}
    },
  }
}

/** What the sandbox has in its books about one account. */
export interface AccountState {
  readonly sub: string
  /** Permission level by calendar id. */
  readonly calendars: Readonly<Record<string, string>>
}

interface PermissionsBody {
  redirect_uri: string
}

/** The heading of a page. */
export function headingOf(text: string): string {
  return /<h1>(.*)<\/h1>/.exec(text)?.[1] ?? ''
}

/** What is wrong with an answer: neither a page that is meant nor a redirect that is; a token, secret or key in it. */
export function findExchangeIssues({ url, status, headers, text }: Exchange): string[] {
  const issues: string[] = []
  const location = headers.get('location')
  const isKnown =
    status === 303
      ? LOCATIONS.some((pattern) => pattern.test(location ?? ''))
      : location === null && PAGE_HEADINGS[status]?.test(headingOf(text)) === true
  const summary = `${url.pathname} → ${status} ${location ?? headingOf(text)}`
  if (!isKnown) issues.push(`not meant: ${summary}`)
  const fullText = [url.href, ...[...headers].flat(), text].join('\n')
  if (TOKEN.test(fullText)) issues.push(`holds a token: ${summary}`)
  if (fullText.includes('sandbox-secret') || fullText.includes(KEY)) issues.push(`holds a secret: ${summary}`)
  if (headers.get('cache-control') !== 'no-store, no-transform') issues.push(`may be stored: ${summary}`)
  if (!/^(no-referrer|same-origin)$/.test(headers.get('referrer-policy') ?? ''))
    issues.push(`passes itself on: ${summary}`)
  return issues
}

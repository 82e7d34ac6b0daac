import { createSandbox } from '../../edge/sandbox/index.ts'
import * as builtInLocales from '../../edge/worker/i18n/built-in-locales.ts'
import { type ConnectHooks, createWorker, readConfig, type WorkerOptions } from '../../edge/worker/index.ts'
import type { DataCenter, PermissionEvent } from '../../src/index.ts'
import { DATA_CENTER_IDS } from '../../src/index.ts'
import { createClock } from './clock.ts'
import { KEY } from './fixtures.ts'
import { createTestBrowser } from './test-browser.ts'

export const WORKER = 'http://localhost:8787'
export const SANDBOX = 'http://127.0.0.1:4010'

/** The name of a cookie of the worker. It includes the port, because all ports of localhost share cookies. */
export function cookieName(name: string): string {
  return `port-8787-${name}`
}

/** The environment of a worker on a sandbox. */
export function workerEnvironment(overrides: Record<string, string> = {}): Record<string, string> {
  return {
    PUBLIC_URL: WORKER,
    SANDBOX_URL: SANDBOX,
    SEALING_KEYS: KEY,
    ...Object.fromEntries(
      DATA_CENTER_IDS.flatMap((id) => [
        [`CRONOFY_${id.toUpperCase()}_CLIENT_ID`, 'sandbox'],
        [`CRONOFY_${id.toUpperCase()}_CLIENT_SECRET`, 'sandbox-secret'],
      ]),
    ),
    ...overrides,
  }
}

/** Overrides of {@link workerEnvironment} that leave one data center, `de`. */
export const ONE_DATA_CENTER: Record<string, string> = Object.fromEntries(
  DATA_CENTER_IDS.filter((id) => id !== 'de').flatMap((id) => [
    [`CRONOFY_${id.toUpperCase()}_CLIENT_ID`, ''],
    [`CRONOFY_${id.toUpperCase()}_CLIENT_SECRET`, ''],
  ]),
)

/** Worker and sandbox in this process, and somebody to walk through them. */
export function createTestEnv(
  options: {
    intercept?: (request: Request) => Response | Promise<Response> | undefined
    /** What differs from the usual environment. */
    overrides?: Record<string, string>
    /** What the browser asks for. */
    language?: string
  } & Pick<WorkerOptions, 'locales' | 'messages' | 'templates' | 'onError' | keyof ConnectHooks> = {},
) {
  const sandbox = createSandbox()
  const events: PermissionEvent[] = []
  const providerCalls: string[] = []
  const logLines: string[] = []
  const clock = createClock()
  const permissionRequests: { redirect_uri: string }[] = []
  const worker = createWorker({
    config: readConfig(workerEnvironment(options.overrides)),
    locales: options.locales ?? builtInLocales,
    ...(options.messages && { messages: options.messages }),
    ...(options.templates && { templates: options.templates }),
    ...(options.onError && { onError: options.onError }),
    onConnected: options.onConnected,
    onTokensRenewed: options.onTokensRenewed,
    onOutcome: options.onOutcome,
    onDisconnected: options.onDisconnected,
    onEvent: (_c, event) => void events.push(event),
    log: (line) => void logLines.push(line),
    wait: clock.wait,
    fetch: async (request) => {
      providerCalls.push(`${request.method} ${new URL(request.url).pathname}`)
      if (request.url.endsWith('/v1/permissions')) permissionRequests.push(await request.clone().json())
      return options.intercept?.(request) ?? sandbox.fetch(request)
    },
  })
  const sites = { [WORKER]: (request: Request) => worker.fetch(request), [SANDBOX]: sandbox.fetch }
  const headers: Record<string, string> = options.language === undefined ? {} : { 'accept-language': options.language }
  const browser = createTestBrowser(sites, headers)

  return {
    sandbox,
    worker,
    events,
    providerCalls,
    /** What the worker's log was told. */
    logLines,
    /** Lets every time limit run out at once. */
    expireTimeouts: clock.expireTimeouts,
    /** What was asked of the provider. */
    permissionRequests,
    browser,
    newBrowser: () => createTestBrowser(sites, headers),
    /** Signs the visitor in, and ends at the choice of calendars. */
    async signIn(dataCenter: DataCenter, account: string, testBrowser = browser) {
      const page = await testBrowser.get(`${WORKER}/connect/${dataCenter}`)
      return testBrowser.post(page.url.href, { account })
    },
    /** Requests full access to calendars, by default the selected or else the offered ones, and ends wherever that leads. */
    async requestAccess(page: { text: string }, ids = defaultCalendars(page.text), testBrowser = browser) {
      return testBrowser.post(`${WORKER}/connect/permissions/start`, [
        ...ids.map((id): [string, string] => ['calendar_id', id]),
        ['return_to', '/outcome'],
        ['list', listField(page.text)],
      ])
    },
    /** Talks to the sandbox's own routes. */
    async control(path: string, body?: unknown): Promise<Record<string, unknown>> {
      const response = await sandbox.fetch(
        new Request(`${SANDBOX}/sandbox/${path}`, {
          method: body === undefined ? 'GET' : 'POST',
          ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        }),
      )
      return (await response.json()) as Record<string, unknown>
    },
  }
}

/** The field of the page that describes its list of calendars. */
export function listField(html: string): string {
  return /name="list" value="([0-9a-f]*)"/.exec(html)?.[1] ?? ''
}

/** What a user requests who selects nothing themselves: what is selected already, or else everything that can be changed. */
function defaultCalendars(html: string): string[] {
  const selected = selectedCalendars(html)
  return selected.length > 0 ? selected : offeredCalendars(html)
}

/** The calendars on a page that can be selected, without the read-only ones. */
export function offeredCalendars(html: string): string[] {
  const rows = html.split('<li>').filter((row) => !row.includes('class="tag warn"'))
  const checkbox = /<input\s+type="checkbox"\s+name="calendar_id"\s+value="([^"]*)"\s+(?:checked)?\s*>/
  return rows.flatMap((row) => checkbox.exec(row)?.[1] ?? [])
}

/** The calendars that are selected on a page. */
export function selectedCalendars(html: string): string[] {
  return [...html.matchAll(/<input\s+type="checkbox"\s+name="calendar_id"\s+value="([^"]*)"\s+checked\s+>/g)].map(
    ([, id = '']) => id,
  )
}

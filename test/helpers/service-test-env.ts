import { createSandbox } from '../../edge/sandbox/index.ts'
import * as locales from '../../edge/worker/i18n/built-in-locales.ts'
import { type Config, createWorker, readConfig } from '../../edge/worker/index.ts'
import type { PermissionEvent } from '../../src/index.ts'
import { createClock } from './clock.ts'
import { KEY } from './fixtures.ts'
import { findResponseIssues } from './service-contract.ts'
import { createTestBrowser, type TestBrowser } from './test-browser.ts'
import { SANDBOX, WORKER } from './test-env.ts'

export const API_KEY = 'canary-api-key-0123456789abcdefghijklmn'
export const RETURN_TO = 'https://app.example.com/settings'

/** Turns the service on. */
export const SERVICE: Record<string, string> = { API_KEYS: `backend:${API_KEY}`, ALLOWED_RETURN_URLS: RETURN_TO }

/** Credentials of the sandbox in two data centers, which enable connections. */
export const CREDENTIALS: Record<string, string> = {
  CRONOFY_DE_CLIENT_ID: 'sandbox',
  CRONOFY_DE_CLIENT_SECRET: 'sandbox-secret',
  CRONOFY_UK_CLIENT_ID: 'sandbox',
  CRONOFY_UK_CLIENT_SECRET: 'sandbox-secret',
}

/** The environment of a worker with the service, and without the connect app. */
export function serviceEnvironment(overrides: Record<string, string> = {}): Record<string, string> {
  return {
    PUBLIC_URL: WORKER,
    SANDBOX_URL: SANDBOX,
    SEALING_KEYS: KEY,
    ...SERVICE,
    ...overrides,
  }
}

/** An answer to a call, read. */
export interface JsonResponse {
  readonly status: number
  readonly headers: Headers
  readonly json: Record<string, unknown>
}

/** Where `POST /permission-requests` sends the user. */
export function redirectOf({ json }: JsonResponse): { url: string; sealed_request: string } {
  if (json['status'] !== 'redirect') throw new Error(`Cannot go on: the status is ${json['status']}`)
  return json['redirect'] as { url: string; sealed_request: string }
}

/** The service on a sandbox in this process, called as a backend does. Every answer is held against the description. */
export function createServiceTestEnv({
  intercept,
  overrides = {},
  config = {},
}: {
  intercept?: (request: Request) => Response | Promise<Response> | undefined
  overrides?: Record<string, string>
  config?: Partial<Config>
} = {}) {
  const clock = createClock()
  const sandbox = createSandbox({ now: clock.now })
  const events: PermissionEvent[] = []
  const calls: Request[] = []
  const logLines: string[] = []
  const worker = createWorker({
    locales,
    config: { ...readConfig(serviceEnvironment(overrides)), ...config },
    now: clock.now,
    wait: clock.wait,
    onEvent: (_c, event) => void events.push(event),
    log: (line) => void logLines.push(line),
    fetch: async (request) => {
      calls.push(request.clone())
      return (await intercept?.(request)) ?? sandbox.fetch(request)
    },
  })

  /** Posts anything, with a key and as JSON unless it is said otherwise. */
  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<JsonResponse> {
    const response = await worker.request(WORKER + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const json = (await response.json()) as Record<string, unknown>
    const issues = findResponseIssues(path, response.status, response.headers.get('content-type'), json)
    if (issues.length > 0)
      throw new Error(`${path} answers ${response.status} other than described: ${issues.join('; ')}`)
    return { status: response.status, headers: response.headers, json }
  }

  async function control(path: string, body: unknown): Promise<Record<string, unknown>> {
    const request = new Request(`${SANDBOX}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await (await sandbox.fetch(request)).json()) as Record<string, unknown>
  }

  /** The backend's page, which only the browser sees. */
  const backend = () => new Response('the page of the backend')
  const sites = {
    [WORKER]: (request: Request) => worker.fetch(request),
    [SANDBOX]: sandbox.fetch,
    [new URL(RETURN_TO).origin]: backend,
  }

  return {
    clock,
    sandbox,
    worker,
    newBrowser: (): TestBrowser => createTestBrowser(sites),
    events,
    /** What the provider was asked. */
    calls,
    /** What the worker's log was told, line by line. */
    logLines,
    parsedLog: () => logLines.map((line) => JSON.parse(line) as Record<string, unknown>),
    post,
    control,
    /** Begins a request for every calendar, unless the body names some. */
    begin(account: object, headers?: Record<string, string>): Promise<JsonResponse> {
      const body = 'calendar_ids' in account ? account : { ...account, all_calendars: true }
      return post('/permission-requests', body, headers)
    },
    /** The body of a call for one of the sandbox's accounts in Germany. */
    async account(name: string): Promise<{ data_center: string; access_token: string; subject: string }> {
      const { access_token } = await control('tokens', { account: name, data_center: 'de' })
      return { data_center: 'de', access_token: String(access_token), subject: `subject-of-${name}` }
    },
    /** Decides in place of the user, and gives the address that they come back to. */
    async decide(url: unknown, decision: 'accept' | 'reject', calendarIds?: readonly string[]): Promise<string> {
      const { redirect_to } = await control('decisions', {
        url,
        decision,
        ...(calendarIds !== undefined && { calendar_ids: calendarIds }),
      })
      return String(redirect_to)
    },
    /** Takes the browser's step, and gives what the backend finds in its own address. */
    async openReturnUrl(url: string): Promise<URL> {
      const response = await worker.request(url)
      if (response.status !== 303) throw new Error(`The return step answers ${response.status}`)
      return new URL(response.headers.get('location') ?? '')
    },
  }
}

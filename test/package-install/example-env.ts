import { createSandbox, type FaultEntry } from '../../edge/sandbox/index.ts'
import { type Account, begin, createClient, createKeyRing } from '../../src/index.ts'
import { KEY, OTHER_KEY } from '../helpers/fixtures.ts'
import { createProvider, toSandboxUrl } from './consumers/provider.ts'

const SANDBOX = 'http://127.0.0.1:4010'
const RETURN = 'https://app.example.com/permissions/return'

/** What is around an example: a provider that a sandbox plays, somebody who is signed in, and what the example did. */
export interface ExampleEnv {
  readonly account: Account
  /** What `record` was told last. */
  readonly recordedOutcomes: unknown[]
  /** What was printed. */
  readonly printed: string[]
  /** The user accepts all on the access page; gives the address that they come back to. */
  readonly accept: (accessPage: string) => Promise<string>
  /** Does something where the globals are those that an example takes for granted. */
  readonly within: <Result>(act: () => Promise<Result>) => Promise<Result>
}

/** With `hasAccepted`, the user was asked before, has accepted, and is back: `request` is their browser's. */
export async function createExampleEnv({
  hasAccepted,
  faults,
}: {
  hasAccepted: boolean
  faults: readonly FaultEntry[]
}): Promise<ExampleEnv> {
  const sandbox = createSandbox({ faults })
  async function callSandbox(path: string, body: object): Promise<Record<string, string>> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return (await (await sandbox.fetch(new Request(SANDBOX + path, init))).json()) as Record<string, string>
  }
  const accept: ExampleEnv['accept'] = async (accessPage) => {
    const decision = { url: toSandboxUrl(accessPage, SANDBOX), decision: 'accept' }
    return (await callSandbox('/sandbox/decisions', decision))['redirect_to'] ?? ''
  }
  const { access_token: accessToken = '' } = await callSandbox('/sandbox/tokens', {
    account: 'apple',
    data_center: 'de',
  })
  const account: Account = { dataCenter: 'de', accessToken, subject: 'user-1' }
  const provider = createProvider(SANDBOX, sandbox.fetch)

  async function createReturnUrl(): Promise<string> {
    const client = createClient({ fetch: provider })
    const result = await begin({ allCalendars: true, client, keys: createKeyRing([KEY]), account, redirectUri: RETURN })
    if (result.status !== 'redirect') throw new Error(`Cannot set the stage: it is ${result.status} already`)
    return accept(result.url)
  }

  const recordedOutcomes: unknown[] = []
  const printed: string[] = []
  const globals = {
    accessToken,
    account,
    sealingKey: KEY,
    environment: {
      PUBLIC_URL: 'https://connect.example.com',
      SEALING_KEYS: KEY,
      CRONOFY_DE_CLIENT_ID: 'sandbox',
      CRONOFY_DE_CLIENT_SECRET: 'sandbox-secret',
      API_KEYS: `backend:${OTHER_KEY}`,
      ALLOWED_RETURN_URLS: 'https://app.example.com/settings',
    },
    oldKey: KEY,
    newKey: OTHER_KEY,
    request: new Request(hasAccepted ? await createReturnUrl() : RETURN),
    accountOfSession: () => account,
    accountOf: () => account,
    accountOfUser: (session?: { userId: string }) => (session === undefined ? null : account),
    readSession: async () => ({ userId: account.subject }),
    userIdOf: () => account.subject,
    saveTokens: async () => undefined,
    clientId: 'sandbox',
    clientSecret: 'sandbox-secret',
    applications: [{ dataCenter: 'us', clientId: 'sandbox', clientSecret: 'sandbox-secret' }],
    permissions: { fetch: async () => new Response('the page', { status: 403, headers: { 'x-from': 'handler' } }) },
    store: new Map([[account.subject, { ...account, expiresAtMs: Date.now() + 3_600_000 }]]),
    record: (...what: unknown[]) => void recordedOutcomes.push(what.at(-1)),
    fetch: provider,
    console: { ...console, log: (...what: unknown[]) => void printed.push(what.join(' ')) },
  }
  return { account, recordedOutcomes, printed, accept, within: (act) => withGlobals(globals, act) }
}

async function withGlobals<Result>(globals: object, act: () => Promise<Result>): Promise<Result> {
  const before = Object.getOwnPropertyDescriptors(globalThis)
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  try {
    return await act()
  } finally {
    for (const name of Object.keys(globals)) {
      const descriptor = Object.hasOwn(before, name) ? before[name as keyof typeof before] : undefined
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
      else Object.defineProperty(globalThis, name, descriptor)
    }
  }
}

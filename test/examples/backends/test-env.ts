/**
 * What a backend plays on: a sandbox, the worker in one runtime, and the backend itself, each at an address of its own.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type AccountState, createSandbox, type SandboxState } from '../../../edge/sandbox/index.ts'
import { listen } from '../../../edge/sandbox/node.ts'
import { createSealingKey } from '../../../src/sealing/key-ring.ts'
import { launch } from '../../helpers/child-process.ts'
import { findFreePorts } from '../../scripts/port.ts'
import { type Runtime, workerCommand, workerEnvironment } from '../../scripts/worker-process.ts'
import { openTap, type Tap } from './tap.ts'

type Command = readonly [string, ...string[]]

/** The users of every backend, and the sandbox's account of each. Di's is linked to Enterprise Connect. */
export const ACCOUNTS = { ada: 'google', ben: 'microsoft', di: 'enterprise' } as const
export const DATA_CENTER = 'de'

/** How much of an output helps to find out what failed. */
const OUTPUT_LINES = 40

export type UserName = keyof typeof ACCOUNTS

/** What the checks work with. */
export interface TestEnv {
  /** The backend's origin. */
  readonly backend: string
  /** The worker's origin. */
  readonly worker: string
  /** The sandbox's origin. */
  readonly sandbox: string
  /** The backend's way to the service. */
  readonly tap: Tap
  readonly apiKey: string
  /** What the worker seals with. */
  readonly sealingKey: string
  /** Puts the sandbox back as it was when {@link TestEnv.keepState} was called. */
  reset(): Promise<void>
  keepState(): Promise<void>
  /** The sandbox's own books: calendar id → permission level. */
  permissionLevels(name: UserName): Promise<Readonly<Record<string, string>>>
  /** How many requests the sandbox has been sent. */
  providerCalls(): Promise<number>
  /** How often the service has been called by the backend. */
  serviceCalls(): number
  /** Accepts everything in place of the user, and answers where the provider sends the user. */
  accept(accessPage: string): Promise<string>
  /** Rejects a request. Returns where Cronofy sends the user. */
  reject(accessPage: string): Promise<string>
  /** Where the provider will send a user whose request waits for a decision. */
  redirectUri(name: UserName): Promise<string>
  /** Lets Cronofy reject the access tokens of an account. */
  expireTokens(account: string): Promise<void>
  /** Lets Cronofy reject the refresh tokens of an account, too. */
  endAuthorizations(account: string): Promise<void>
  /** The tokens of every account, as the sandbox has issued them. */
  tokens(): Promise<readonly string[]>
  /** Lets the provider fail until all is restored. */
  failProvider(): Promise<void>
  /** What worker and backend printed last. */
  output(): string
  close(): Promise<void>
}

/** Opens a stage. Closes what is open already where something cannot be opened. */
export async function createTestEnv(runtime: Runtime, backendCommand: Command): Promise<TestEnv> {
  const closers: (() => Promise<unknown>)[] = []
  const outputs: (() => string)[] = []
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end()
  }

  /** Starts a process, and waits until it answers. */
  async function start(url: string, [command, ...args]: Command, environment: Record<string, string>): Promise<void> {
    const { child, ended, output } = launch(command, args, environment)
    outputs.push(output)
    closers.push(async () => {
      child.kill()
      await ended
    })
    const exitedEarly = ended.then((code) => Promise.reject(new Error(`it ended with ${code}`)))
    await Promise.race([waitUntilReachable(url), exitedEarly]).catch((error: Error) => {
      throw new Error(`Cannot start ${command}: ${error.message}\n${output()}`)
    })
  }

  try {
    const sandbox = await listen(createSandbox(), { port: 0 })
    closers.push(sandbox.close)
    const control = controlSandbox(sandbox.url)

    const { workerPort, backendPort } = await findFreePorts('workerPort', 'backendPort')
    const [worker, backend] = [`http://127.0.0.1:${workerPort}`, `http://127.0.0.1:${backendPort}`]
    const [sealingKey, apiKey] = [createSealingKey(), createSealingKey()]
    const environment = workerEnvironment({
      publicUrl: worker,
      sandboxUrl: sandbox.url,
      port: workerPort,
      keys: sealingKey,
      // Others are allowed too, so the backend has to say where its users go.
      service: {
        apiKeys: `old:${createSealingKey()},new:${apiKey}`,
        returnUrls: `https://app.example.com,${backend}`,
      },
    })
    await start(`${worker}/healthz`, workerCommand(runtime, environment), environment)
    const tap = await openTap(workerPort)
    closers.push(tap.close)

    const decide = async (url: string, decision: 'accept' | 'reject') => {
      const response = await control.send('POST', 'decisions', { url, decision })
      return ((await response.json()) as { redirect_to: string }).redirect_to
    }
    let state = await control.read<SandboxState>('state')
    await start(`${backend}/settings`, backendCommand, {
      PORT: String(backendPort),
      SERVICE_URL: tap.url,
      API_KEY: apiKey,
    })
    return {
      ...{ backend, worker, sandbox: sandbox.url, tap, apiKey, sealingKey, close },
      output: () => outputs.map((read) => read().split('\n').slice(-OUTPUT_LINES).join('\n')).join('\n'),
      async reset() {
        await control.send('DELETE', 'faults')
        await control.send('PUT', 'state', state)
      },
      async keepState() {
        state = await control.read<SandboxState>('state')
      },
      permissionLevels: async (name) => (await control.account(ACCOUNTS[name])).calendars,
      providerCalls: async () => (await control.read<{ requests: unknown[] }>('requests')).requests.length,
      serviceCalls: () => tap.sent().match(/POST \/(?:permission|connection)\S* HTTP\/1\.1\r\n/g)?.length ?? 0,
      async redirectUri(name) {
        const [pending] = (await control.account(ACCOUNTS[name])).permission_requests
        if (pending === undefined) throw new Error(`Cannot find a request of ${name}'s that waits for a decision`)
        return pending.redirect_uri
      },
      accept: (url) => decide(url, 'accept'),
      reject: (url) => decide(url, 'reject'),
      async expireTokens(account) {
        for (const { access_tokens } of (await control.account(account)).authorizations) {
          for (const { access_token } of access_tokens) await control.send('POST', 'expire', { access_token })
        }
      },
      async endAuthorizations(account) {
        for (const { access_tokens, refresh_token } of (await control.account(account)).authorizations) {
          for (const { access_token } of access_tokens) await control.send('POST', 'expire', { access_token })
          await control.send('POST', 'expire', { refresh_token })
        }
      },
      async tokens() {
        const accounts = Object.values((await control.read<SandboxState>('state')).data_centers[DATA_CENTER] ?? {})
        return accounts.flatMap(({ authorizations }) =>
          authorizations.flatMap(({ refresh_token, access_tokens }) => [
            refresh_token,
            ...access_tokens.map(({ access_token }) => access_token),
          ]),
        )
      },
      async failProvider() {
        await control.send('PUT', 'faults', [{ route: 'GET /v1/calendars', fault: 'status', status: 500 }])
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** What tests may do with a sandbox. */
function controlSandbox(url: string) {
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) }
    const response = await fetch(`${url}/sandbox/${path}`, { method, ...sent })
    if (!response.ok) throw new Error(`Cannot ${method} ${path} of the sandbox: ${await response.text()}`)
    return response
  }
  const read = async <Answer>(path: string) => (await (await send('GET', path)).json()) as Answer
  return {
    send,
    read,
    async account(name: string): Promise<AccountState> {
      const account = (await read<SandboxState>('state')).data_centers[DATA_CENTER]?.[name]
      if (account === undefined) throw new Error(`Cannot find the account ${name}`)
      return account
    },
  }
}

async function waitUntilReachable(url: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    if ((await fetch(url).catch(() => undefined)) !== undefined) return
    await sleep(100)
  }
  throw new Error('it did not respond within 100 seconds')
}

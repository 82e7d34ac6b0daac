/**
 * The stage of a test file: a browser, the worker as a process of its own at `http://localhost:…`, and the sandbox at
 * `http://127.0.0.1:…`. To a browser these are two sites, as application and provider are in life.
 *
 * @module
 */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { createSandbox, type SandboxOptions } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import * as locales from '../../edge/worker/i18n/built-in-locales.ts'
import { createWorker, readConfig, type WorkerOptions } from '../../edge/worker/index.ts'
import type { DataCenter } from '../../src/index.ts'
import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { launch } from '../helpers/child-process.ts'
import { findFreePort } from '../scripts/port.ts'
import { waitUntilHealthy, workerCommand, workerEnvironment } from '../scripts/worker-process.ts'
import { launchChromium } from './chromium.ts'

/** A request that the provider was sent, as its journal has it. */
export interface ProviderCall {
  readonly data_center: string
  readonly method: string
  readonly path: string
  readonly status: number
}

/** The backend's page. */
const RETURN_TO = 'http://localhost:1/settings'

/** What a test file plays on. */
export interface TestEnv {
  readonly browser: Browser
  /** The worker's origin. */
  readonly worker: string
  /** The sandbox's origin. */
  readonly sandbox: string
  /** Puts the sandbox back to its seed: every test begins with it. */
  reset(): void
  /** The sandbox's own books: calendar id → permission level. */
  permissionLevels(dataCenter: DataCenter, account: string): Promise<Record<string, string>>
  /** What the provider was sent since the last reset: calls of its API and visits of its pages. */
  providerCalls(): Promise<ProviderCall[]>
  /** Calls the worker's service, as a backend does. Users return to {@link RETURN_TO}, where nothing listens. */
  callService(path: string, body: object): Promise<Record<string, unknown>>
  /** Where the person is to come back to, from the last request for permissions. The journal masks it. */
  returnUrl(): string
  close(): Promise<void>
}

/** A worker as an application may make it its own. */
export interface CustomWorker extends Pick<WorkerOptions, 'messages' | 'templates' | 'now'> {
  readonly environment?: Readonly<Record<string, string>>
  /** Where the two listen. @default any that are free */
  readonly ports?: { readonly worker: number; readonly sandbox: number }
}

/**
 * Opens a stage, with the default sandbox or another. Closes what is open already where something cannot be opened.
 *
 * @param customWorker Runs the worker in this process, as an entry of one's own does.
 */
export async function createTestEnv(options: SandboxOptions = {}, customWorker?: CustomWorker): Promise<TestEnv> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    const { fetch: sandboxFetch, reset } = createSandbox(options)
    const returnUrls: string[] = []
    const sandbox = await listen(
      {
        async fetch(request) {
          if (request.method === 'POST' && request.url.endsWith('/v1/permissions')) {
            const body = (await request.clone().json()) as { redirect_uri: string }
            returnUrls.push(body.redirect_uri)
          }
          return sandboxFetch(request)
        },
      },
      { port: customWorker?.ports?.sandbox ?? 0 },
    )
    closers.push(sandbox.close)

    const port = customWorker?.ports?.worker ?? (await findFreePort())
    const worker = `http://localhost:${port}`
    const apiKey = createSealingKey()
    const service = { apiKeys: `backend:${apiKey}`, returnUrls: RETURN_TO }
    const environment = workerEnvironment({ publicUrl: worker, sandboxUrl: sandbox.url, port, service })
    closers.push(await (customWorker === undefined ? spawnWorker(environment) : serveWorker(environment, customWorker)))

    const browser = await launchChromium()
    closers.push(() => browser.close())

    const read = async (path: string) => (await fetch(`${sandbox.url}/sandbox/${path}`)).json()
    return {
      browser,
      worker,
      sandbox: sandbox.url,
      reset,
      async permissionLevels(dataCenter, account) {
        const { data_centers } = (await read('state')) as {
          data_centers: Record<string, Record<string, { calendars: Record<string, string> }>>
        }
        return data_centers[dataCenter]?.[account]?.calendars ?? {}
      },
      async providerCalls() {
        const { requests } = (await read('requests')) as { requests: ProviderCall[] }
        return requests.map(({ data_center, method, path, status }) => ({ data_center, method, path, status }))
      },
      async callService(path, body) {
        const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
        const response = await fetch(worker + path, { method: 'POST', headers, body: JSON.stringify(body) })
        return (await response.json()) as Record<string, unknown>
      },
      returnUrl() {
        const last = returnUrls.at(-1)
        if (last === undefined) throw new Error('Cannot come back: nothing was asked of the provider')
        return last
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function spawnWorker(environment: Record<string, string>): Promise<() => Promise<unknown>> {
  const [command, ...args] = workerCommand('node', environment)
  const { child, output, ended } = launch(command, args, environment)
  const stop = async () => {
    child.kill()
    await ended
  }
  await waitUntilHealthy(`http://127.0.0.1:${environment['PORT']}`).catch(async (error: Error) => {
    await stop()
    throw new Error(`${error.message}\n${output()}`)
  })
  return stop
}

async function serveWorker(
  environment: Record<string, string>,
  { environment: extraEnvironment, ports: _, ...workerOptions }: CustomWorker,
): Promise<() => Promise<unknown>> {
  const config = readConfig({ ...environment, ...extraEnvironment })
  const { fetch } = createWorker({ config, locales, ...workerOptions, log: () => {} })
  const server = serve({ fetch, port: Number(environment['PORT']), hostname: '127.0.0.1' }) as Server
  await once(server, 'listening')
  return async () => {
    server.close()
    server.closeAllConnections()
  }
}

/**
 * The sandbox beside Prism's mock server: the same description, the same call, a fresh process each time.
 *
 * @module
 */
import { join } from 'node:path'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { serve } from '../scripts/server-process.ts'
import { buildPackage } from './build.ts'
import { comparedRow, type Limit } from './figures.ts'
import { measureRate, type Target } from './load.ts'
import { prismCommand } from './prism.ts'
import { residentMiB, waitForResponse } from './process.ts'
import { measurePairs, pick, type Section } from './section.ts'

/** What was measured of one server in one run. */
interface Run {
  /** From spawning the process to its first answer. */
  readonly firstResponseMs: number
  /** Resident, after the first answers. */
  readonly memoryMiB: number
  /** Resident, after the load: what is kept of many answers, and what a runtime has not given back. */
  readonly loadedMemoryMiB: number
  readonly requestsPerSecond: number
}

/** What the sandbox promises against Prism's mock server on the same description. */
const LIMITS: readonly (readonly [figure: string, of: keyof Run, limit: Limit])[] = [
  ['time to the first response, ms', 'firstResponseMs', { atMost: 1 / 4 }],
  ['resident memory at first, MiB', 'memoryMiB', { atMost: 1 / 2 }],
  ['resident memory after the load, MiB', 'loadedMemoryMiB', { atMost: 1 / 2 }],
  ['`GET /v1/calendars` per second', 'requestsPerSecond', { atLeast: 5 }],
]

const CONNECTIONS = 8

/** Answers before memory is read first: a server that has answered nothing has loaded little. */
const FIRST_RESPONSES = 20

/** A runtime compiles what is called often: both are given the time for it. */
const WARM_UP_SECONDS = 1

export const sandbox: Section = {
  name: 'sandbox',
  about: 'The emulator beside the mock server of Prism, both with `openapi.yaml`, over 8 connections.',
  async measure({ pairs: count, seconds }, progress) {
    await buildPackage()
    const subjects = { ours: () => measureSandbox(seconds), theirs: () => measurePrism(seconds) }
    const pairs = await measurePairs(count, subjects, progress)
    const rows = LIMITS.map(([figure, of, limit]) =>
      comparedRow(
        figure,
        pick(pairs, (run) => run[of]),
        limit,
      ),
    )
    return {
      tables: [{ figure: '', ours: 'emulator', theirs: 'Prism', rows }],
      notes: [
        'The emulator checks each response with `openapi.yaml`, and records each request for the inspector. The rate met its limit on ' +
          'November 25 (7.2), before responses had the other headers of Cronofy.',
      ],
    }
  },
}

/** The command of the package, as JavaScript: so is Prism's. */
function measureSandbox(seconds: number): Promise<Run> {
  const cli = join(ROOT, 'dist/package/edge/sandbox/cli.js')
  return measure((port) => [cli, '--port', String(port)], seconds, fetchToken)
}

async function fetchToken(url: string): Promise<string> {
  const response = await fetch(`${url}/sandbox/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'google', data_center: 'us' }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

/** Any token will do: it answers with the description's example. */
function measurePrism(seconds: number): Promise<Run> {
  return measure(
    (port) => prismCommand('mock', port),
    seconds,
    async () => 'token',
  )
}

async function measure(
  command: (port: number) => readonly string[],
  seconds: number,
  tokenOf: (url: string) => Promise<string>,
): Promise<Run> {
  const port = await findFreePort()
  const begin = performance.now()
  const server = serve([process.execPath, ...command(port)], port)
  try {
    // Without a token both refuse this call, and have read the description for it.
    await waitForResponse(server.child, `${server.url}/v1/calendars`)
    const firstResponseMs = performance.now() - begin
    const target: Target = {
      url: `${server.url}/v1/calendars`,
      headers: { authorization: `Bearer ${await tokenOf(server.url)}` },
    }
    for (let responses = 0; responses < FIRST_RESPONSES; responses++) {
      await (await fetch(target.url, { headers: target.headers })).arrayBuffer()
    }
    const memoryMiB = await residentMiB(server.child.pid)
    await measureRate(target, CONNECTIONS, WARM_UP_SECONDS)
    const requestsPerSecond = await measureRate(target, CONNECTIONS, seconds)
    return { firstResponseMs, memoryMiB, loadedMemoryMiB: await residentMiB(server.child.pid), requestsPerSecond }
  } finally {
    await server.stop()
  }
}

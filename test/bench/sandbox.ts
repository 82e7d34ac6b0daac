/**
 * Compares the emulator with Prism's mock server, with the same description, the same call, and a new process each time.
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

/** The measurements of one server in one run. */
interface Run {
  /** The time from the start of the process to its first response. */
  readonly firstResponseMs: number
  /** The resident memory after the first responses. */
  readonly memoryMiB: number
  /** The resident memory after the load, including memory that the runtime has not released. */
  readonly loadedMemoryMiB: number
  readonly requestsPerSecond: number
}

/** The limits of the emulator relative to Prism's mock server with the same description. */
const LIMITS: readonly (readonly [figure: string, of: keyof Run, limit: Limit])[] = [
  ['time to the first response, ms', 'firstResponseMs', { atMost: 1 / 4 }],
  ['resident memory at first, MiB', 'memoryMiB', { atMost: 1 / 2 }],
  ['resident memory after the load, MiB', 'loadedMemoryMiB', { atMost: 1 / 2 }],
  ['`GET /v1/calendars` per second', 'requestsPerSecond', { atLeast: 5 }],
]

const CONNECTIONS = 8

/** Responses before the first reading of the memory, because a server loads much of its code with the first requests. */
const FIRST_RESPONSES = 20

/** Time before the measurement, because a runtime first compiles functions that are called often. */
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

/** Measures the emulator as published, in JavaScript, like Prism. */
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

/** Measures Prism. It accepts any token, and responds with the example of the description. */
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
    // Both servers reject a call without a token, but only after they have read the description.
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

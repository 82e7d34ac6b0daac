/**
 * Checks the rows of the table.
 *
 * @module
 */
import { COVERAGE } from '../sandbox/coverage/index.ts'
import type { CoverageRow } from '../sandbox/coverage/row.ts'
import type { ConformanceOptions } from './options.ts'
import { DifferenceError, type ProbeResult, SkippedError } from './probe-result.ts'
import { PROBES } from './probes.ts'
import { createSecrets, type Secrets } from './secrets.ts'
import { findTarget } from './target.ts'
import { createTestEnv, type TestEnv } from './test-env.ts'

/** A row and its result. */
export type RowResult = Pick<CoverageRow, 'id' | 'statement' | 'source'> & ProbeResult

/** The report of one run. */
export interface ConformanceReport {
  readonly target: string
  readonly dataCenter: string
  readonly isSandbox: boolean
  readonly results: readonly RowResult[]
  /** The number of rows about the emulator only. They are not checked. */
  readonly sandboxOnlyCount: number
}

/** The rows about Cronofy. */
export const PROVIDER_ROWS: readonly CoverageRow[] = COVERAGE.filter(({ source }) => source !== 'sandbox-only')

/**
 * Checks every row about Cronofy, one after the other.
 *
 * @throws Error with a message of one line if the target does not respond
 */
export async function runProbes(options: ConformanceOptions): Promise<ConformanceReport> {
  const { tokens, refreshToken, client, otherClient } = options.credentials
  const secrets = createSecrets()
  for (const secret of [...Object.values(tokens), refreshToken, client?.client_secret, otherClient?.client_secret]) {
    secrets.add(secret)
  }
  const target = await findTarget(options, secrets)
  const testEnv = await createTestEnv(target, options)
  const results: RowResult[] = []
  for (const row of PROVIDER_ROWS) {
    const { id, statement, source } = row
    results.push({ id, statement, source, ...(await runProbe(row, testEnv, secrets)) })
  }
  const { isSandbox, dataCenter } = target
  return {
    target: options.target,
    dataCenter,
    isSandbox,
    results,
    sandboxOnlyCount: COVERAGE.length - PROVIDER_ROWS.length,
  }
}

async function runProbe({ id }: CoverageRow, testEnv: TestEnv, secrets: Secrets): Promise<ProbeResult> {
  const probe = PROBES[id]
  if (probe === undefined) throw new Error(`Row "${id}" has neither a probe nor a reason. Add one to PROBES.`)
  if (typeof probe === 'string') return { status: 'skipped', reason: probe }
  try {
    await probe(testEnv)
    return { status: 'matches' }
  } catch (error) {
    const text = secrets.redact(error instanceof Error ? error.message : String(error))
    if (error instanceof DifferenceError) return { status: 'differs', difference: text }
    if (error instanceof SkippedError) return { status: 'skipped', reason: text }
    // No row states that a call times out or fails.
    return { status: 'differs', difference: `the probe failed: ${text}` }
  }
}

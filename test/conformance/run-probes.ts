/**
 * Walking the table.
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

/** A row, and what came of it. */
export type RowResult = Pick<CoverageRow, 'id' | 'statement' | 'source'> & ProbeResult

/** One walk. */
export interface ConformanceReport {
  readonly target: string
  readonly dataCenter: string
  readonly isSandbox: boolean
  readonly results: readonly RowResult[]
  /** How many rows are the sandbox's own, which no target is held against. */
  readonly sandboxOnlyCount: number
}

/** The rows about the provider. */
export const PROVIDER_ROWS: readonly CoverageRow[] = COVERAGE.filter(({ source }) => source !== 'sandbox-only')

/**
 * Tries every row about the provider, one after the other.
 *
 * @throws Error in one line where the target does not answer.
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
  if (probe === undefined) throw new Error(`Cannot walk: row "${id}" has neither a probe nor a reason`)
  if (typeof probe === 'string') return { status: 'skipped', reason: probe }
  try {
    await probe(testEnv)
    return { status: 'matches' }
  } catch (error) {
    const text = secrets.redact(error instanceof Error ? error.message : String(error))
    if (error instanceof DifferenceError) return { status: 'differs', difference: text }
    if (error instanceof SkippedError) return { status: 'skipped', reason: text }
    // A call that times out or breaks is not what any row states.
    return { status: 'differs', difference: `the probe broke: ${text}` }
  }
}

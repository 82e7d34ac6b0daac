/**
 * Walking the table.
 *
 * @module
 */
import { COVERAGE } from '../sandbox/coverage/index.ts'
import type { CoverageRow } from '../sandbox/coverage/row.ts'
import type { FidelityOptions } from './options.ts'
import { Differs, NotTried, type Verdict } from './probe-result.ts'
import { PROBES } from './probes.ts'
import { createSecrets, type Secrets } from './secrets.ts'
import { findTarget } from './target.ts'
import { type Stage, setStage } from './test-env.ts'

/** A row, and what came of it. */
export type Result = Pick<CoverageRow, 'id' | 'statement' | 'source'> & Verdict

/** One walk. */
export interface Walk {
  readonly target: string
  readonly dataCenter: string
  readonly isSandbox: boolean
  readonly results: readonly Result[]
  /** How many rows are the sandbox's own, which no target is held against. */
  readonly own: number
}

/** The rows about the provider. */
export const PROVIDER_ROWS: readonly CoverageRow[] = COVERAGE.filter(({ source }) => source !== 'sandbox-only')

/**
 * Tries every row about the provider, one after the other.
 *
 * @throws Error in one line where the target does not answer.
 */
export async function walk(options: FidelityOptions): Promise<Walk> {
  const { tokens, refreshToken, client, otherClient } = options.credentials
  const secrets = createSecrets()
  for (const secret of [...Object.values(tokens), refreshToken, client?.client_secret, otherClient?.client_secret]) {
    secrets.keep(secret)
  }
  const target = await findTarget(options, secrets)
  const stage = await setStage(target, options)
  const results: Result[] = []
  for (const row of PROVIDER_ROWS) {
    const { id, statement, source } = row
    results.push({ id, statement, source, ...(await judge(row, stage, secrets)) })
  }
  const { isSandbox, dataCenter } = target
  return { target: options.target, dataCenter, isSandbox, results, own: COVERAGE.length - PROVIDER_ROWS.length }
}

async function judge({ id }: CoverageRow, stage: Stage, secrets: Secrets): Promise<Verdict> {
  const probe = PROBES[id]
  if (probe === undefined) throw new Error(`Cannot walk: row "${id}" has neither a probe nor a reason`)
  if (typeof probe === 'string') return { verdict: 'not to be tried there', why: probe }
  try {
    await probe(stage)
    return { verdict: 'as stated' }
  } catch (error) {
    const text = secrets.mask(error instanceof Error ? error.message : String(error))
    if (error instanceof Differs) return { verdict: 'differs', how: text }
    if (error instanceof NotTried) return { verdict: 'not to be tried there', why: text }
    // A call that times out or breaks is not what any row states.
    return { verdict: 'differs', how: `the probe broke: ${text}` }
  }
}

/**
 * What `npm run soak` can be told.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { ROOT } from '../scripts/run.ts'

/** The runtimes that the worker is tried in. */
export type SoakRuntime = 'node' | 'cloudflare'

/** The part of the worker that is tried: the module, in the connect app, the service, or the service that connects people. */
export type Mode = (typeof MODE_NAMES)[number]

const MODE_NAMES = ['module', 'service', 'connections'] as const

/** One run. */
export interface SoakOptions {
  readonly flows: number
  /** The same seed gives the same decisions and the same faults. */
  readonly seed: number
  readonly mode: Mode
  readonly runtimes: readonly SoakRuntime[]
  /** How many lanes run at once; a lane is one data center in one runtime. */
  readonly concurrency: number
  /** How long the load part lasts; 0 leaves it out. */
  readonly loadSeconds: number
  /** Where the report goes. */
  readonly json: string | undefined
  /** The first flow, to replay one: `--first 4711 --flows 1`. */
  readonly first: number
  /** The project whose worker is tried, so that a test can show that a patched one fails. */
  readonly root: string
}

/** What `--help` prints. */
export const USAGE = `npm run soak -- [--flows N] [--seed N] [--through module|service|connections] [--runtime node|cloudflare|both]
  [--concurrency N] [--load-seconds N] [--first N] [--json FILE] [--root DIR]`

/** Reads the command line. @throws RangeError */
export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      flows: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      through: { type: 'string', default: 'module' },
      runtime: { type: 'string', default: 'both' },
      concurrency: { type: 'string', default: '12' },
      'load-seconds': { type: 'string', default: '20' },
      first: { type: 'string', default: '0' },
      json: { type: 'string' },
      root: { type: 'string', default: ROOT },
    },
  })
  return {
    flows: parseInteger('flows', values.flows, 1),
    seed: parseInteger('seed', values.seed, 0),
    mode: readMode(values.through),
    runtimes: readRuntimes(values.runtime),
    concurrency: parseInteger('concurrency', values.concurrency, 1),
    loadSeconds: parseInteger('load-seconds', values['load-seconds'], 0),
    json: values.json,
    first: parseInteger('first', values.first, 0),
    root: values.root,
  }
}

function readMode(name: string): Mode {
  const mode = MODE_NAMES.find((known) => known === name)
  if (mode !== undefined) return mode
  throw new RangeError(`Cannot soak --through "${name}": use ${MODE_NAMES.join(', ')}`)
}

function readRuntimes(name: string): readonly SoakRuntime[] {
  if (name === 'both') return ['node', 'cloudflare']
  if (name === 'node' || name === 'cloudflare') return [name]
  throw new RangeError(`Cannot soak in --runtime "${name}": use node, cloudflare or both`)
}

function parseInteger(name: string, value: string, min: number): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= min && number < 2 ** 32) return number
  throw new RangeError(`Cannot use --${name} "${value}": give a whole number from ${min} to ${2 ** 32 - 1}`)
}

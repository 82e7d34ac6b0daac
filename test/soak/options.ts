/**
 * The options of `npm run soak`.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { ROOT } from '../scripts/run.ts'

/** A runtime in which the worker is tested. */
export type SoakRuntime = 'node' | 'cloudflare'

/** The tested part of the worker: the module in the connect app, the service, or the service that connects users. */
export type Mode = (typeof MODE_NAMES)[number]

const MODE_NAMES = ['module', 'service', 'connections'] as const

/** The options of one run. */
export interface SoakOptions {
  readonly flows: number
  /** The same seed gives the same decisions and the same faults. */
  readonly seed: number
  readonly mode: Mode
  readonly runtimes: readonly SoakRuntime[]
  /** The number of lanes that run at the same time. A lane is one data center in one runtime. */
  readonly concurrency: number
  /** The duration of the load part. 0 skips it. */
  readonly loadSeconds: number
  /** The file for the report. */
  readonly json: string | undefined
  /** The number of the first flow. To replay a flow: `--first 4711 --flows 1`. */
  readonly first: number
  /** The folder of the project whose worker is tested. A test passes a patched copy, which must fail. */
  readonly root: string
}

/** The output of `--help`. */
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
  throw new RangeError(`--through "${name}" is unknown. Use ${MODE_NAMES.join(', ')}.`)
}

function readRuntimes(name: string): readonly SoakRuntime[] {
  if (name === 'both') return ['node', 'cloudflare']
  if (name === 'node' || name === 'cloudflare') return [name]
  throw new RangeError(`--runtime "${name}" is unknown. Use node, cloudflare, or both.`)
}

function parseInteger(name: string, value: string, min: number): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= min && number < 2 ** 32) return number
  throw new RangeError(`--${name} "${value}" is invalid. Use a whole number from ${min} to ${2 ** 32 - 1}.`)
}

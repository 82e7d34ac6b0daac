/**
 * What `npm run bench` is told on its command line.
 *
 * @module
 */
import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** How often two are compared: 5 or more. */
  readonly pairs: number
  /** How long the calls of one server are counted. */
  readonly seconds: number
  /** Where the figures go as JSON too; undefined for nowhere. */
  readonly json: string | undefined
  /** The sections to measure; all where none is named. */
  readonly sections: readonly string[]
}

/** Fewer comparisons say too little on a machine that does other things too. */
const MIN_PAIRS = 5

/**
 * Reads `SECTION …`, `--pairs N`, `--seconds N` and `--json FILE`. Throws a RangeError where one makes no sense.
 *
 * @param known The names of the sections there are.
 */
export function readOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      pairs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      json: { type: 'string' },
    },
  })
  const unknown = positionals.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new RangeError(`Cannot measure: "${unknown}" is no section, there are ${known.join(', ')}`)
  }
  return {
    pairs: parseInteger('pairs', values.pairs, MIN_PAIRS),
    seconds: parseInteger('seconds', values.seconds, 1),
    json: values.json,
    sections: positionals.length === 0 ? known : positionals,
  }
}

function parseInteger(name: string, text: string, min: number): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= min) return Number(text)
  throw new RangeError(`Cannot measure: --${name} is "${text}", not a whole number from ${min} to 9999`)
}

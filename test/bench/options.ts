/**
 * The command-line options of `npm run bench`.
 *
 * @module
 */
import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** The number of comparisons: 5 or more. */
  readonly pairs: number
  /** The duration of the load on each server. */
  readonly seconds: number
  /** The file for the figures as JSON. */
  readonly json: string | undefined
  /** The sections to measure. By default, all of them. */
  readonly sections: readonly string[]
}

/** With fewer comparisons, other work of the machine distorts the median too much. */
const MIN_PAIRS = 5

/**
 * Reads `SECTION …`, `--pairs N`, `--seconds N` and `--json FILE`. Throws a RangeError if a value is invalid.
 *
 * @param known The names of all sections.
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
    throw new RangeError(`There is no section "${unknown}". Use ${known.join(', ')}.`)
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
  throw new RangeError(`--${name} "${text}" is invalid. Use a whole number from ${min} to 9999.`)
}

import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'
import { execute } from './child-process.ts'

/** Runs a command of Redocly's, in the project's folder. */
export function runRedocly(...args: string[]): Promise<{ code: number | null; output: string }> {
  return execute(process.execPath, [join(ROOT, 'node_modules/@redocly/cli/bin/cli.js'), ...args], { NO_COLOR: '1' })
}

/** The JSON within what a command printed: it prints a line or two beside it. */
export function parseJsonOutput(output: string): unknown {
  return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1))
}

/**
 * Runs the project's command-line tools.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { resolveTool } from './tool.ts'

/** The project's folder. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

/** A step: its title, and a command with its arguments. */
export type Step = readonly [title: string, command: string, ...args: string[]]

/** How many steps passed, and how many failed. */
export interface StepCounts {
  readonly passed: number
  readonly failed: number
}

/** Runs `command` in the project's folder, and prints its output. Resolves to its exit code, or 1 after a signal. */
export function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = start(command, args, env, 'inherit')
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** Runs commands one after the other, and prints and counts their results. */
export async function runSteps(steps: readonly Step[]): Promise<StepCounts> {
  const failed: string[] = []
  for (const [title, command, ...args] of steps) {
    console.log(`\n── ${title}`)
    if ((await run(command, args, environmentOf(command))) !== 0) failed.push(title)
  }
  console.log(failed.length === 0 ? '\nEvery step passed.' : `\nFailed: ${failed.join('; ')}`)
  return { passed: steps.length - failed.length, failed: failed.length }
}

/** Runs commands one after the other, beside other work. To print their output after that work, call `print`. */
export async function runStepsQuietly(steps: readonly Step[]): Promise<StepCounts & { print(): void }> {
  const outputs: string[] = []
  let failed = 0
  for (const [title, command, ...args] of steps) {
    const child = start(command, args, environmentOf(command), 'pipe')
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk
      })
    }
    const code = await new Promise((resolve) => child.once('error', resolve).once('close', resolve))
    if (code !== 0) failed += 1
    outputs.push(`\n── ${title}${code === 0 ? '' : ': failed'}\n${output}`)
  }
  return { passed: steps.length - failed, failed, print: () => console.log(outputs.join('')) }
}

function start(command: string, args: readonly string[], env: Record<string, string>, stdio: 'inherit' | 'pipe') {
  const [program, ...first] = resolveTool(command)
  return spawn(program, [...first, ...args], { cwd: ROOT, env: { ...process.env, ...env }, stdio })
}

/** Only the tests in Deno need a variable for their runtime. The others know it from their project. `deno.lock` ignores package.json. */
function environmentOf(command: string): Record<string, string> {
  return command === 'deno' ? { EXPECTED_RUNTIME: 'Deno', DENO_NO_PACKAGE_JSON: '1' } : {}
}

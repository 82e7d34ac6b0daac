/**
 * Runs one of the project's command-line tools and waits for it.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { resolveTool } from './tool.ts'

/** The project's folder. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

/** Runs `command` in the project's folder with its output on ours; resolves to its exit code, 1 for a signal. */
export function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const [program, ...first] = resolveTool(command)
    const child = spawn(program, [...first, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** Runs commands one after the other, says how each went, and counts. */
export async function runSteps(
  steps: readonly (readonly [name: string, command: string, ...args: string[]])[],
): Promise<{ passed: number; failed: number }> {
  const failed: string[] = []
  for (const [name, command, ...args] of steps) {
    console.log(`\n── ${name}`)
    // The runtime is told to Deno's tests only; the others know it from their project.
    const env: Record<string, string> = command === 'deno' ? { EXPECTED_RUNTIME: 'Deno' } : {}
    if ((await run(command, args, env)) !== 0) failed.push(name)
  }
  console.log(failed.length === 0 ? '\nEvery step passed.' : `\nFailed: ${failed.join('; ')}`)
  return { passed: steps.length - failed.length, failed: failed.length }
}

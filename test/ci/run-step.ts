/**
 * Runs one step of `.ci/run`.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'
import { type Counts, readCounts, readFailures } from './output.ts'
import type { CiStep } from './parts.ts'

const KILL_AFTER_MS = 10_000

/** How a step ended. */
export interface StepResult extends Counts {
  readonly title: string
  readonly seconds: number
  /** Lines that name failed or skipped tests. */
  readonly failures: readonly string[]
}

/** Runs a step, and shows its output. It resolves even if the step fails or does not start. An aborted `signal` ends it. */
export async function runStep({ title, npm, counts }: CiStep, signal?: AbortSignal): Promise<StepResult> {
  console.log(`\n══ ${title}`)
  const startedAt = performance.now()
  const { code, output } = await runNpm(npm, signal)
  return {
    title,
    seconds: Math.round((performance.now() - startedAt) / 1000),
    ...toCounts(code, counts ? readCounts(output) : { passed: 1, failed: 0, skipped: 0 }),
    failures: readFailures(output),
  }
}

/** A step that ends badly has failed, even if it counts no failed test or nothing at all. */
export function toCounts(code: number | null, counts: Counts | undefined): Counts {
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 }
  return code !== 0 && counts.failed === 0 ? { ...counts, passed: Math.max(0, counts.passed - 1), failed: 1 } : counts
}

function runNpm(args: readonly string[], signal?: AbortSignal): Promise<{ code: number | null; output: string }> {
  const [program, ...first] = resolveTool('npm')
  // In a group of its own, because npm does not pass a signal on to all that it has started.
  const detached = process.platform !== 'win32'
  const child = spawn(program, [...first, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached })
  const end = () => endGroup(child, detached)
  signal?.addEventListener('abort', end)
  let output = ''
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding('utf8').on('data', (text: string) => {
      output += text
      to.write(text)
    })
  }
  // It did not start. The event `close` follows.
  child.on('error', (error) => console.error(`npm ${args.join(' ')}: ${error.message}`))
  return new Promise((resolve) => {
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end)
      resolve({ code, output })
    })
  })
}

/** Ends a process with all that it has started. What still runs after some seconds is killed. */
function endGroup(child: ChildProcess, detached: boolean): void {
  const { pid } = child
  if (pid === undefined || !detached) {
    child.kill()
    return
  }
  signalGroup(pid, 'SIGTERM')
  setTimeout(() => signalGroup(pid, 'SIGKILL'), KILL_AFTER_MS).unref()
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // The group has ended.
  }
}

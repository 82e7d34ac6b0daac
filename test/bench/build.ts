/**
 * Builds the published package, so that the measurements are about the code that users run.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, run } from '../scripts/run.ts'

/** Builds the package. The code of the repository is TypeScript, and Node would strip its types at each start. */
export async function buildPackage(): Promise<void> {
  const code = await run('tsc', ['-p', join(ROOT, 'tsconfig.build.json')])
  if (code !== 0) throw new Error(`Cannot build the package: tsc ended with ${code}. See its output above.`)
}

/** Calls `callback` with a temporary folder, and deletes the folder afterwards. */
export async function withTempFolder<Result>(callback: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    return await callback(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * What is measured is what users get: the package as it is published.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, run } from '../scripts/run.ts'

/** Builds the package. (In the repository everything runs as TypeScript, which Node strips first.) */
export async function buildPackage(): Promise<void> {
  const code = await run('tsc', ['-p', join(ROOT, 'tsconfig.build.json')])
  if (code !== 0) throw new Error(`Cannot measure: the build ended with ${code}`)
}

/** A folder for what a section writes, gone when it is done. */
export async function withTempFolder<Result>(callback: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    return await callback(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

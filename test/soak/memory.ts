/**
 * Measures the memory of a process.
 *
 * @module
 */
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** The unit of `/proc/PID/statm`. A few Linux systems have larger pages. */
const PAGE_BYTES = 4096

/** Returns the resident memory of a process in bytes, or null on systems other than Linux. */
export async function residentBytes({ pid }: ChildProcess): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => undefined)
  const pages = Number(text?.split(' ')[1])
  return Number.isInteger(pages) ? pages * PAGE_BYTES : null
}

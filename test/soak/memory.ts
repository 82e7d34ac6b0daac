/**
 * How much memory a process holds.
 *
 * @module
 */
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** The unit of `/proc/PID/statm` on every Linux that Node runs on, but for a few with larger pages. */
const PAGE_BYTES = 4096

/** The resident memory of a process in bytes; null where the system does not tell, as all but Linux. */
export async function residentBytes({ pid }: ChildProcess): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => undefined)
  const pages = Number(text?.split(' ')[1])
  return Number.isInteger(pages) ? pages * PAGE_BYTES : null
}

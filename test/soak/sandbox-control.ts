/**
 * The sandbox's books, journal and faults, as a flow needs them.
 *
 * @module
 */
import type { FaultEntry, JournalEntry } from '../../edge/sandbox/index.ts'

/** What the sandbox knows of an account at a moment. */
export interface Look {
  /** The permission level by calendar id. */
  readonly calendars: Readonly<Record<string, string>>
  /** What was asked of the data center, and answered, since the last look. */
  readonly entries: readonly JournalEntry[]
  /** The calendars of the last request for permissions since the last look; null where there was none. */
  readonly asked: readonly string[] | null
}

/** The sandbox of one data center. */
export interface Books {
  /** Reads the account's books, and the journal since the look before. */
  look(account: string): Promise<Look>
  setFaults(faults: readonly FaultEntry[], seed: number): Promise<void>
  /** Ends all faults, and says how often each has struck. */
  endFaults(): Promise<ReadonlyMap<string, number>>
  reset(): Promise<void>
  /** Where the person of the last permission request would be sent back to. */
  returnUrl(): Promise<string>
}

/** The books of a data center of the sandbox at `url`. */
export function openBooks(url: string, dataCenter: string): Books {
  let seen = 0

  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const separator = path.includes('?') ? '&' : '?'
    const response = await fetch(`${url}${path}${separator}data_center=${dataCenter}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`Cannot ask the sandbox for ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  return {
    async look(account) {
      const found = (await ask(`/soak/look?account=${account}&since=${seen}`)) as Look
      seen += found.entries.length
      return found
    },
    async setFaults(faults, seed) {
      await ask('/sandbox/faults', {
        method: 'PUT',
        body: JSON.stringify({ faults, seed }),
        headers: { 'content-type': 'application/json' },
      })
    },
    async endFaults() {
      const { faults } = (await ask('/sandbox/faults')) as { faults: (FaultEntry & { hits: number })[] }
      await ask('/sandbox/faults', { method: 'DELETE' })
      const struck = new Map<string, number>()
      for (const fault of faults) {
        const name = nameOf(fault)
        struck.set(name, (struck.get(name) ?? 0) + fault.hits)
      }
      return struck
    },
    async reset() {
      await ask('/sandbox/reset', { method: 'POST' })
      seen = 0
    },
    returnUrl: async () => ((await ask('/soak/return')) as { url: string }).url,
  }
}

/** An answer that comes late is a fault of the network; one that never comes although the call took effect, is another. */
function nameOf(fault: FaultEntry): string {
  return fault.fault === 'response_timeout' && fault.ms === undefined ? 'response_timeout_never' : fault.fault
}

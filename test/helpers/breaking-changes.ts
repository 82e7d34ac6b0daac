import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'
import { parseJsonOutput, runRedocly } from './redocly.ts'

/** A change as `redocly diff` reports it, with what its rules say of it. */
interface Change {
  readonly path: string
  readonly typeName: string
  readonly kind: 'added' | 'modified' | 'removed'
  /** What has changed of it; `key` is its name. Absent where all of it came or went. */
  readonly property?: string
  readonly verdicts: readonly { readonly impact: string; readonly message: string }[]
}

/** What the rules let pass, because it is sent and answered as before, although it breaks code that is generated. */
const BREAKS_CODE: Readonly<Record<string, string>> = {
  'Schema removed': 'The field or schema is gone',
  // A type, in every language.
  'Schema modified key': 'The schema had another name',
  // A class, with the generators that make one for each tag.
  'Operation modified tags': 'The operation has another tag',
}

/** The rules that `redocly diff` judges by. */
const REDOCLY_CONFIG = join(ROOT, 'test/contract/redocly.yaml')

/** What breaks somebody's client between two descriptions, change by change, in words. */
export async function findBreakingChanges(base: string, revision: string): Promise<string[]> {
  const { code, output } = await runRedocly(
    'diff',
    base,
    revision,
    '--config',
    REDOCLY_CONFIG,
    '--format=json',
    '--fail-on=none',
  )
  if (code !== 0) throw new Error(`Cannot compare ${base} with ${revision}: ${output}`)
  const { changes } = parseJsonOutput(output) as { changes: Change[] }
  return changes.flatMap(({ path, typeName, kind, property, verdicts }) => {
    const messages = verdicts.filter(({ impact }) => impact === 'major').map(({ message }) => message)
    const codeBreak = BREAKS_CODE[[typeName, kind, property].filter((word) => word !== undefined).join(' ')]
    if (messages.length === 0 && codeBreak !== undefined) messages.push(codeBreak)
    return messages.map((message) => `${path}: ${message}`)
  })
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'

/** An instruction of a Dockerfile: `COPY` and `src src`. */
export interface Instruction {
  readonly name: string
  readonly value: string
}

/** Reads the instructions of a target of `Dockerfile`, with those of the stages it is from. It knows no line continuations. */
export async function readTarget(target: string): Promise<readonly Instruction[]> {
  const lines = (await readFile(join(ROOT, 'Dockerfile'), 'utf8')).split('\n')
  const stages = new Map<string, readonly Instruction[]>()
  let current: Instruction[] = []
  for (const line of lines) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, name = '', value = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    if (name === '') throw new Error(`Cannot read this line of Dockerfile: ${line}`)
    const [, from = '', stage = ''] = name === 'FROM' ? (/^(\S+) AS (\S+)$/.exec(value) ?? []) : []
    if (stage === '') {
      current.push({ name, value })
    } else {
      current = [...(stages.get(from) ?? [{ name, value: from }])]
      stages.set(stage, current)
    }
  }
  const found = stages.get(target)
  if (found === undefined) throw new Error(`Dockerfile has no stage ${target}.`)
  return found
}

/** The arguments in the JSON form of `ENTRYPOINT`, `CMD`, or `HEALTHCHECK … CMD`. */
export function readArguments(instructions: readonly Instruction[], name: string): readonly string[] {
  const value = instructions.findLast((instruction) => instruction.name === name)?.value ?? '[]'
  return JSON.parse(value.slice(value.indexOf('['))) as string[]
}

/** The variables that `ENV` sets. */
export function readVariables(instructions: readonly Instruction[]): Record<string, string> {
  const variables = instructions.filter(({ name }) => name === 'ENV').map(({ value }) => value.split('=', 2))
  return Object.fromEntries(variables)
}

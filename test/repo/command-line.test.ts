import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'

const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>
}

/** The scripts that run our own programs, with their arguments. The worker has no arguments: it reads environment variables. */
const PROGRAMS = Object.entries(scripts).flatMap(([name, command]): [name: string, args: string[]][] =>
  name !== 'worker' && /^node [\w./-]+\.ts( \w+)?$/.test(command) ? [[name, command.split(' ').slice(1)]] : [],
)

test('package.json has scripts that run our own programs', () => {
  expect(PROGRAMS.length).toBeGreaterThan(20)
})

describe.each(PROGRAMS)('npm run %s', (_, args) => {
  test('with --help says what it does, and does nothing', async () => {
    const { code, output } = await execute(process.execPath, [...args, '--help'])
    expect(output).toMatch(/npm |cronofy-/)
    expect(output).not.toContain('    at ')
    expect(code).toBe(0)
  })

  test('with an unknown option says what is wrong, and does nothing', async () => {
    const { code, output } = await execute(process.execPath, [...args, '--bogus'])
    expect(output).toMatch(/npm |cronofy-|--bogus/)
    expect(output).not.toContain('    at ')
    expect(code).toBeGreaterThan(0)
  })
})

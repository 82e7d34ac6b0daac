import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cutSamples, readSamples } from '../../docs/api/samples.ts'
import { ROOT } from '../scripts/run.ts'

const OPERATIONS = ['listCalendars', 'requestPermissions', 'revokeToken']
const REQUIRED = ['requestPermissions', 'listCalendars']

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samples-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function write(file: string, ...lines: string[]): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), lines.join('\n'))
}

const quoting = (operationId: string, line: string) => [`# docs:begin ${operationId}`, line, '# docs:end']

const read = () => readSamples([folder], OPERATIONS, REQUIRED)

describe('readSamples()', () => {
  test.each(REQUIRED)('refuses a language that quotes something, but not %s', async (missing) => {
    const other = REQUIRED.filter((id) => id !== missing)
    await write('go/main.go', ...other.flatMap((id) => quoting(id, id)))
    await expect(read()).rejects.toThrow(`Cannot read the samples of go: no program has a sample of ${missing}`)
  })

  test('refuses a sample of what is no operation', async () => {
    await write('go/main.go', ...[...REQUIRED, 'listCalendar'].flatMap((id) => quoting(id, id)))
    await expect(read()).rejects.toThrow('Cannot read the samples of go: the description has no operation listCalendar')
  })

  test('refuses two files of one language with the same operation', async () => {
    await write('go/a.go', ...quoting('listCalendars', 'a'))
    await write('go/b.go', ...quoting('listCalendars', 'b'))
    await expect(read()).rejects.toThrow(/Cannot read the sample of listCalendars: .*b\.go is the second file/)
  })

  test('refuses a folder that is not there', async () => {
    await expect(readSamples([join(folder, 'nowhere')], OPERATIONS, REQUIRED)).rejects.toThrow('nowhere')
  })

  test('reads every language, TypeScript first, names it after its folder, and leaves out those that quote nothing', async () => {
    await write('rust/src/main.rs', ...quoting('requestPermissions', 'ask()'), ...quoting('listCalendars', 'list()'))
    await write('python-openapi-generator/list.py', ...quoting('listCalendars', 'list()'))
    await write('python-openapi-generator/ask.py', ...quoting('requestPermissions', 'ask()'))
    await write('typescript/walk.ts', ...REQUIRED.flatMap((id) => quoting(id, id)), ...quoting('revokeToken', 'end()'))
    await write('pycronofy/flow.py', 'nothing to quote')
    await write('runner.ts', ...quoting('listCalendars', 'no language'))
    expect(await read()).toEqual([
      {
        operationId: 'requestPermissions',
        language: 'typescript',
        label: 'TypeScript',
        source: 'requestPermissions',
      },
      { operationId: 'listCalendars', language: 'typescript', label: 'TypeScript', source: 'listCalendars' },
      { operationId: 'revokeToken', language: 'typescript', label: 'TypeScript', source: 'end()' },
      {
        operationId: 'requestPermissions',
        language: 'python',
        label: 'Python (openapi-generator)',
        source: 'ask()',
      },
      { operationId: 'listCalendars', language: 'python', label: 'Python (openapi-generator)', source: 'list()' },
      { operationId: 'requestPermissions', language: 'rust', label: 'Rust', source: 'ask()' },
      { operationId: 'listCalendars', language: 'rust', label: 'Rust', source: 'list()' },
    ])
  })

  test('finds a sample of every generated client of the project', async () => {
    // Cronofy's own SDK is no client of the description. The others are no clients, or checks of several generators.
    const others = ['node', 'pycronofy', 'runner', 'schemathesis']
    const folders = (await readdir(join(ROOT, 'test/codegen'), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && !others.includes(entry.name))
      .map(({ name }) => name)
    const samples = await readSamples(['test/codegen'], OPERATIONS, REQUIRED)
    const labels = new Set(samples.map(({ label }) => label))
    expect(labels.size).toBe(folders.length)
    expect([...labels]).toEqual(
      expect.arrayContaining(['Go', 'Java', 'Kotlin', 'PHP', 'Python', 'Ruby', 'Rust', 'TypeScript']),
    )
  })

  test('finds in the project that every program for the worker quotes every operation', async () => {
    const operations = [
      'beginConnection',
      'beginPermissionRequest',
      'completeConnection',
      'completePermissionRequest',
      'readPermissions',
      'refreshConnection',
      'revokeConnection',
    ]
    const samples = await readSamples(['test/examples/backends'], operations, operations)
    expect(
      samples
        .filter(({ label }) => label === 'curl')
        .map(({ operationId }) => operationId)
        .sort(),
    ).toEqual(operations)
  })
})

describe('cutSamples()', () => {
  test.each([
    ['no docs:end after a', '// docs:begin a', 'x'],
    ['docs:end without docs:begin in line 2', 'x', '// docs:end'],
    ['docs:begin inside another sample in line 3', '// docs:begin a', 'x', '// docs:begin b'],
    ['docs:begin without an operation in line 1', '// docs:begin', 'x', '// docs:end'],
    ['no code before docs:end in line 3', '// docs:begin a', '', '// docs:end'],
  ])('refuses %s', (issue, ...lines) => {
    expect(() => cutSamples(lines.join('\n'), 'main.go')).toThrow(`Cannot read the samples in main.go: ${issue}`)
  })

  test('takes away the indentation that all lines share, and no more', () => {
    const program = ['func main() {', '\t// docs:begin a', '\tif ok {', '', '\t\tgo()', '\t}', '\t// docs:end', '}']
    expect(cutSamples(program.join('\r\n'), 'main.go').get('a')).toBe('if ok {\n\n\tgo()\n}')
  })

  test('joins what a program quotes of one operation in two places', () => {
    const program = [...quoting('a', 'one'), 'between', ...quoting('b', 'other'), ...quoting('a', 'two')]
    expect(cutSamples(program.join('\n'), 'flow.py')).toEqual(
      new Map([
        ['a', 'one\n\ntwo'],
        ['b', 'other'],
      ]),
    )
  })
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { readCounts, readFailures } from '../ci/output.ts'
import { type CiStep, PART_NAMES, PARTS } from '../ci/parts.ts'
import { installClients } from '../ci/prepare.ts'
import { runStep, type StepResult, toCounts } from '../ci/run-step.ts'
import { summarize } from '../ci/summary.ts'
import { execute, launch } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'

describe('readCounts()', () => {
  test.each(['', 'Every step passed.', '1 passed, 0 failed', 'all 1 passed, 0 failed, 0 skipped'])(
    'finds none in %j',
    (output) => {
      expect(readCounts(output)).toBeUndefined()
    },
  )

  test('reads the last line that has them', () => {
    expect(readCounts('1 passed, 0 failed, 0 skipped\n\n12 passed, 3 failed, 4 skipped\r\n')).toEqual({
      passed: 12,
      failed: 3,
      skipped: 4,
    })
  })
})

test('readFailures() names each failed and skipped test once, without colors', () => {
  const output = [
    '\u001b[41m FAIL \u001b[49m  repo  test/repo/ci.test.ts > a title',
    ' FAIL   repo  test/repo/ci.test.ts > a title',
    'ok - it walks through the flow',
    'not ok - it reports a rejection',
    'Failed: types of tests',
    'skipped: ruby needs Ruby 2.7 or newer',
    'Nothing failed here: FAIL',
  ].join('\n')
  expect(readFailures(output)).toEqual([
    'FAIL repo test/repo/ci.test.ts > a title',
    'not ok - it reports a rejection',
    'Failed: types of tests',
    'skipped: ruby needs Ruby 2.7 or newer',
  ])
})

describe('toCounts()', () => {
  const counts = { passed: 5, failed: 0, skipped: 1 }

  test('is one failure when the command printed no counts', () => {
    expect(toCounts(0, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test.each([1, null])('has a failure when the command ends with %s and counted none', (code) => {
    expect(toCounts(code, counts)).toEqual({ passed: 4, failed: 1, skipped: 1 })
  })

  test('is what the command counted', () => {
    expect(toCounts(0, counts)).toEqual(counts)
    expect(toCounts(1, { ...counts, failed: 2 })).toEqual({ ...counts, failed: 2 })
  })
})

test('summarize() ends with times, the names of failed tests, and the sum', () => {
  const step = (title: string, rest: Partial<StepResult>): StepResult => ({
    ...{ title, seconds: 2, passed: 3, failed: 0, skipped: 0, failures: [] },
    ...rest,
  })
  const failing = step('npm run check', { seconds: 40, failed: 1, failures: ['Failed: types'] })
  const parts = [
    { name: 'core', results: [step('npm test', {}), failing] },
    { name: 'clients', results: [step('npm run test:clients', { seconds: 1201, skipped: 1 })] },
  ] as const
  const { text, failed } = summarize(parts, 17)
  expect(failed).toBe(1)
  expect(text.trim().split('\n')).toEqual([
    'npm ci: 17 s',
    'core: 42 s',
    '  npm test: 2 s, 3 passed, 0 failed, 0 skipped',
    '  npm run check: 40 s, 3 passed, 1 failed, 0 skipped',
    'clients: 1201 s, longer than 20 minutes',
    '  npm run test:clients: 1201 s, 3 passed, 0 failed, 1 skipped',
    'npm run check: Failed: types',
    '9 passed, 1 failed, 1 skipped',
  ])
})

test('the limits of all parts are at most an hour', () => {
  const minutes = Object.values(PARTS).map(({ limitMinutes }): number => limitMinutes)
  expect(minutes.reduce((sum, limit) => sum + limit)).toBeLessThanOrEqual(60)
})

test('.ci/run refuses an unknown part before it installs, and names the parts', async () => {
  const { code, output } = await execute('bash', ['.ci/run', 'core', 'everything'])
  expect(code).toBe(2)
  expect(output).toContain(`Cannot run everything. The parts are ${PART_NAMES.join(', ')}.`)
  expect(output).toMatch(/\n0 passed, 1 failed, 0 skipped\n$/)
})

describe('.ci/run after npm ci', () => {
  let folder: string

  /** Runs the part `examples`, with a script in place of npm. */
  const runExamples = async (npm: string) => {
    const file = join(folder, 'npm.cjs')
    await writeFile(file, npm)
    return launch(process.execPath, ['test/ci/run.ts', 'examples'], { npm_execpath: file, INSTALL_SECONDS: '12' })
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ci-'))
  })

  afterEach(() => rm(folder, { recursive: true }))

  test('ends with the sum', async () => {
    const { ended, output } = await runExamples("console.log('3 passed, 0 failed, 0 skipped')")
    expect(await ended).toBe(0)
    expect(output()).toMatch(
      /\nnpm ci: 12 s\nexamples: \d+ s\n {2}npm run test:examples: .*\n3 passed, 0 failed, 0 skipped\n$/,
    )
  })

  test('ends with the sum and exit code 1 if a step fails', async () => {
    const { ended, output } = await runExamples('process.exit(1)')
    expect(await ended).toBe(1)
    expect(output()).toMatch(/\n0 passed, 1 failed, 0 skipped\n$/)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('ends with the sum and exit code 130 after %s', async (signal) => {
    // As npm does, it starts a process that has the same output, and ends without it.
    const { child, ended, output } = await runExamples(`
      if (process.argv.includes('inner')) console.log('begun')
      else require('node:child_process').spawn(process.execPath, [__filename, 'inner'], { stdio: 'inherit' })
      setInterval(() => {}, 1000)`)
    await vi.waitFor(() => expect(output()).toContain('begun'), 10_000)
    child.kill(signal)
    expect(await ended).toBe(130)
    expect(output()).toContain('Interrupted')
    expect(output()).toMatch(/\n0 passed, 1 failed, 0 skipped\n$/)
  })
})

test('a step that does not start has failed', async () => {
  vi.stubEnv('npm_execpath', undefined)
  vi.stubEnv('PATH', '/nowhere')
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    expect(await runStep({ title: 'a step', npm: ['test'], counts: true })).toMatchObject({ passed: 0, failed: 1 })
    expect(printed.mock.calls.flat().join()).toContain('npm test: spawn npm ENOENT')
  } finally {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

test.each([
  ['ends with 0', [process.execPath, '--eval', ''], true],
  ['ends with 1', [process.execPath, '--eval', 'process.exit(1)'], false],
  ['does not exist', ['/nowhere/command'], false],
] as const)('installClients() with a command that %s', async (_, command, installed) => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(await installClients(command)).toBe(installed)
  printed.mockRestore()
})

test('the steps are scripts of package.json, and begin with the command of the README', async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }
  const steps = Object.values(PARTS).flatMap(({ steps }): readonly CiStep[] => steps)
  expect(steps[0]?.npm).toEqual(['test'])
  expect(await readFile(join(ROOT, 'README.md'), 'utf8')).toContain('npm ci && npm test')
  for (const { npm } of steps.slice(1)) {
    expect(npm[0]).toBe('run')
    expect(Object.keys(scripts)).toContain(npm[1])
  }
})

test('the workflow runs every part as a job of its own, and with a limit of time', async () => {
  const { jobs } = parse(await readFile(join(ROOT, '.github/workflows/ci.yml'), 'utf8')) as {
    jobs: { run: { strategy: { matrix: { part: string[] } }; steps: { run?: string; 'timeout-minutes'?: number }[] } }
  }
  expect(jobs.run.strategy.matrix.part).toEqual(PART_NAMES)
  const limit = Math.max(...Object.values(PARTS).map(({ limitMinutes }) => limitMinutes))
  expect(jobs.run.steps).toContainEqual(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own syntax.
    expect.objectContaining({ run: 'bash .ci/run ${{ matrix.part }}', 'timeout-minutes': limit + 5 }),
  )
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readCounts, readFailures } from '../ci/output.ts'
import { PART_NAMES, PARTS } from '../ci/parts.ts'
import { type StepResult, toCounts } from '../ci/run-step.ts'
import { summarize } from '../ci/summary.ts'
import { execute } from '../helpers/child-process.ts'
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
  const { text, failed } = summarize([
    { name: 'core', results: [step('npm test', {}), failing] },
    { name: 'clients', results: [step('npm run test:clients', { skipped: 1 })] },
  ])
  expect(failed).toBe(1)
  expect(text.trim().split('\n')).toEqual([
    'core: 42 s',
    '  npm test: 2 s, 3 passed, 0 failed, 0 skipped',
    '  npm run check: 40 s, 3 passed, 1 failed, 0 skipped',
    'clients: 2 s',
    '  npm run test:clients: 2 s, 3 passed, 0 failed, 1 skipped',
    'npm run check: Failed: types',
    '9 passed, 1 failed, 1 skipped',
  ])
})

test('an unknown part is refused, and the parts are named', async () => {
  const { code, output } = await execute(process.execPath, ['test/ci/run.ts', 'core', 'everything'])
  expect(code).toBe(2)
  expect(output).toBe(`Cannot run everything. The parts are ${PART_NAMES.join(', ')}.\n`)
})

test('the steps are scripts of package.json, and begin with the command of the README', async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }
  const steps = Object.values(PARTS).flat()
  expect(steps[0]?.npm).toEqual(['test'])
  expect(await readFile(join(ROOT, 'README.md'), 'utf8')).toContain('npm ci && npm test')
  for (const { npm } of steps.slice(1)) {
    expect(npm[0]).toBe('run')
    expect(Object.keys(scripts)).toContain(npm[1])
  }
})

test('the workflow runs every part as a job of its own', async () => {
  const { jobs } = parse(await readFile(join(ROOT, '.github/workflows/ci.yml'), 'utf8')) as {
    jobs: Record<string, { strategy?: { matrix: { part: string[] } } }>
  }
  expect(jobs['run']?.strategy?.matrix.part).toEqual(PART_NAMES)
})

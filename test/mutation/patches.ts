/**
 * `node test/mutation/patches.ts`: plants a defect for every threat of `SECURITY.md`, one at a time in a copy of the
 * project, and fails unless the tests that guard against it fail. Takes some five minutes. Arguments choose patches by
 * the beginnings of their names: `T14 T20`. Ends with a line `N passed, N failed, N skipped`.
 *
 * A patch is what `git diff` writes, after lines that say what the defect is, and which tests have to fail:
 *
 *     Defect: pages may be framed.
 *     Test: slow test/e2e/security.slow.test.ts
 *
 * Of the tests of that file, in that project of Vitest, one with the patch's number in its title has to fail.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { SLOW_TOOLS } from '../integration/install-slow-tools.ts'
import { installTools } from '../scripts/install-tools.ts'
import { ROOT } from '../scripts/run.ts'

const PATCHES = join(ROOT, 'test/mutation/patches')

/** What a copy does without: it is large, made, or not the project's. */
const EXCLUDED = new Set(['node_modules', '.git', '.reports', '.stryker-tmp', '.wrangler', 'dist'])

/** A run that takes longer than any should. */
const TIMEOUT_MS = 10 * 60_000

interface Patch {
  readonly name: string
  readonly path: string
  /** Such as `T14`. */
  readonly number: string
  readonly defect: string
  readonly tests: readonly { readonly project: string; readonly file: string }[]
}

/** Vitest's own report, in the shape of Jest's. */
interface Report {
  testResults: { assertionResults: { title: string; status: string }[] }[]
}

const selected = process.argv.slice(2)
const patches = (await readPatches()).filter(
  ({ name }) => selected.length === 0 || selected.some((start) => name === start || name.startsWith(`${start}-`)),
)
const copy = await mkdtemp(join(tmpdir(), 'patches-'))
const failures: string[] = []
let passed = 0
try {
  await copyProject()
  await checkUnpatched()
  for (const [index, patch] of patches.entries()) {
    const started = Date.now()
    const failure = await checkPatch(patch)
    if (failure === undefined) passed++
    else failures.push(`${patch.name}: ${failure}`)
    const seconds = Math.round((Date.now() - started) / 1000)
    console.log(`${index + 1}/${patches.length} ${failure ?? 'noticed'}: ${patch.name}, ${patch.defect} (${seconds} s)`)
  }
} finally {
  await rm(copy, { recursive: true, force: true })
}
for (const issue of failures) console.log(issue)
console.log(`${passed} passed, ${failures.length} failed, 0 skipped`)
process.exit(failures.length === 0 && passed > 0 ? 0 : 1)

async function readPatches(): Promise<Patch[]> {
  const names = (await readdir(PATCHES)).filter((name) => name.endsWith('.patch'))
  const read = names.map(async (file): Promise<Patch> => {
    const path = join(PATCHES, file)
    const text = await readFile(path, 'utf8')
    const tests = [...text.matchAll(/^Test: (\w+) (\S+)$/gm)].map(([, project = '', file = '']) => ({ project, file }))
    const name = file.replace('.patch', '')
    const number = /^T\d+/.exec(name)?.[0]
    if (number === undefined || tests.length === 0)
      throw new Error(`Cannot read ${file}: it names no threat or no test`)
    return { name, path, number, defect: /^Defect: (.+)\.$/m.exec(text)?.[1] ?? '', tests }
  })
  return (await Promise.all(read)).sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

async function copyProject(): Promise<void> {
  await cp(ROOT, copy, { recursive: true, filter: (path) => !EXCLUDED.has(basename(path)) })
  await link('.')
  for (const folder of SLOW_TOOLS) {
    await installTools(folder)
    await link(folder)
  }
}

/** Links the packages of a folder, so that nothing is installed in the copy. */
function link(folder: string): Promise<void> {
  return symlink(join(ROOT, folder, 'node_modules'), join(copy, folder, 'node_modules'), 'junction')
}

/** Without a defect everything passes: else a failure would say nothing. */
async function checkUnpatched(): Promise<void> {
  console.log('Without a defect')
  const tests = new Map(patches.flatMap((patch) => patch.tests.map((test) => [`${test.project} ${test.file}`, test])))
  for (const { project, file } of tests.values()) {
    const { failed, ran } = await runTest(project, file, /T\d/)
    if (failed.length > 0) failures.push(`${project} ${file} fails without a defect: ${failed.join('; ')}`)
    if (ran === 0) failures.push(`${project} ${file} runs no test with a threat's number`)
  }
}

/** Says what is wrong: the patch does not apply, or a test does not notice it. */
async function checkPatch({ path, number, tests }: Patch): Promise<string | undefined> {
  const applied = await execute('git', ['apply', '--whitespace=nowarn', path])
  if (applied.code !== 0) return `does not apply (${applied.output.trim()})`
  const unnoticed: string[] = []
  for (const { project, file } of tests) {
    const { failed } = await runTest(project, file, new RegExp(`\\b${number}\\b`))
    if (failed.length === 0) unnoticed.push(`${project} ${file}`)
  }
  const undone = await execute('git', ['apply', '--whitespace=nowarn', '--reverse', path])
  if (undone.code !== 0) throw new Error(`Cannot take ${path} back: ${undone.output}`)
  return unnoticed.length === 0 ? undefined : `not noticed by ${unnoticed.join(' and ')}`
}

/** Runs the tests of a file that have such a title; which failed, and how many there were. */
async function runTest(project: string, file: string, title: RegExp): Promise<{ failed: string[]; ran: number }> {
  const report = join(copy, 'report.json')
  await rm(report, { force: true })
  const options = ['--project', project, '--testNamePattern', title.source, '--reporter=json', '--outputFile', report]
  const { output } = await execute(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', file, ...options])
  try {
    const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report
    const results = testResults.flatMap(({ assertionResults }) => assertionResults)
    const matching = results.filter(
      (result) => title.test(result.title) && ['passed', 'failed'].includes(result.status),
    )
    return {
      failed: matching.filter(({ status }) => status === 'failed').map(({ title }) => title),
      ran: matching.length,
    }
  } catch {
    // Files that cannot even be loaded are no test that fails.
    throw new Error(`Cannot run ${file}: there is no report\n${output}`)
  }
}

/** Runs a command in the copy. `git` looks for no repository around it. */
function execute(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(copy), WRANGLER_SEND_METRICS: 'false' }
    const child = spawn(command, args, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}

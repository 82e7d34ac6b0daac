import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import type { Report } from '../soak/report.ts'

/** Runs a soak without its load part. */
async function runSoak(...args: string[]): Promise<{ code: number | null; output: string; report: Report }> {
  const folder = await mkdtemp(join(tmpdir(), 'soak-test-'))
  const file = join(folder, 'report.json')
  try {
    const script = join(ROOT, 'test/soak/soak.ts')
    const { code, output } = await execute(process.execPath, [script, '--load-seconds', '0', '--json', file, ...args])
    const text = await readFile(file, 'utf8').catch(() => {
      throw new Error(`Cannot read the report:\n${output}`)
    })
    return { code, output, report: JSON.parse(text) as Report }
  } finally {
    await rm(folder, { recursive: true })
  }
}

test.each([
  ['module', 'on Node and in workerd', 40, []],
  ['service', 'in workerd', 24, ['--runtime', 'cloudflare']],
  ['connections', 'on Node', 24, ['--runtime', 'node']],
] as const)('soak passes through the %s %s', async (mode, _, flows, more) => {
  const { code, output, report } = await runSoak('--through', mode, '--flows', `${flows}`, '--seed', '7', ...more)
  expect(output).toContain('Every check passed.')
  expect(code).toBe(0)
  expect(report).toMatchObject({
    seed: 7,
    mode,
    flows,
    falseGrants: 0,
    missedGrants: 0,
    lostFlows: 0,
    untypedErrors: 0,
    browserTokens: 0,
    wrongConnections: 0,
    leaks: 0,
    diedProcesses: 0,
    load: null,
  })
  const ends = [...Object.values(report.outcomes), ...Object.values(report.errors)]
  expect(ends.reduce((sum, n) => sum + n, 0)).toBe(flows)
  expect(report.rotatedFlows).toBeGreaterThan(flows / 3)
  expect(Object.keys(report.faults).length).toBeGreaterThan(3)
})

/** Plants defects in a copy of the worker, each in place of a text that is there. */
async function plantDefects(copy: string, defects: Readonly<Record<string, readonly [text: string, defect: string]>>) {
  for (const part of ['src', 'edge', 'generated', 'package.json', 'wrangler.jsonc', 'tsconfig.json']) {
    await cp(join(ROOT, part), join(copy, part), { recursive: true })
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  for (const [name, [text, defect]] of Object.entries(defects)) {
    const sound = await readFile(join(copy, name), 'utf8')
    expect(sound, name).toContain(text)
    await writeFile(join(copy, name), sound.replace(text, defect))
  }
}

/** Runs `use` with a copy of the project that has defects. */
async function withDefects(defects: Parameters<typeof plantDefects>[1], use: (root: string) => Promise<void>) {
  const copy = await mkdtemp(join(tmpdir(), 'soak-patched-'))
  try {
    await plantDefects(copy, defects)
    await use(copy)
  } finally {
    await rm(copy, { recursive: true })
  }
}

test('soak fails against a worker that trusts the return, and logs tokens and seals (T5)', async () => {
  const defects = {
    'src/flow/outcome.ts': [
      'if (grantedCount > 0) return',
      "if (!denied) return 'granted'\n  if (grantedCount > 0) return",
    ],
    'edge/worker/session/session.ts': [
      'if (session.accessToken !== rejectedToken) return session',
      'console.log(session.accessToken)\n      $&',
    ],
    'edge/worker/service/operation.ts': ['const body = parse(await readJson(c))', '$&\n      console.log(body)'],
  } as const
  await withDefects(defects, async (root) => {
    const args = ['--flows', '24', '--seed', '7', '--runtime', 'node', '--root', root]
    await Promise.all(
      ['module', 'service'].map(async (mode) => {
        const { code, output, report } = await runSoak('--through', mode, ...args)
        expect(report.falseGrants, mode).toBeGreaterThan(0)
        expect(report.leaks, mode).toBeGreaterThan(0)
        expect(code, mode).toBe(1)
        expect(output).toContain(`Failed: falseGrants is ${report.falseGrants}, not 0`)
        expect(output).toContain(`npm run soak -- --through ${mode} --seed 7 --runtime node --first FLOW`)
      }),
    )
  })
})

const CHOICE = 'edge/worker/service/permission-requests/choice.ts'
const OPERATIONS = 'edge/worker/service/connections/operations.ts'
const SIGN_IN = 'edge/worker/service/connections/sign-in.ts'

test.each([
  [
    'returns tokens to any subject (T33)',
    'wrongConnections',
    { [OPERATIONS]: ['if (subject !== body.subject) {', "if (subject === '') {"] },
  ],
  [
    'puts the access token into the URL of its page (T8)',
    'browserTokens',
    {
      [CHOICE]: ['choice.id}`,', 'choice.id}?at=` + choice.account.accessToken,'],
    },
  ],
  [
    'only encodes the code that a browser carries (T8)',
    'browserTokens',
    { [SIGN_IN]: ['sealed_connection: sealed,', "sealed_connection: sealed + '.' + btoa(code),"] },
  ],
] as const)('soak through connections fails against a worker that %s', async (_, count, defects) => {
  await withDefects(defects, async (root) => {
    const args = ['--flows', '16', '--seed', '7', '--runtime', 'node', '--root', root]
    const { code, output, report } = await runSoak('--through', 'connections', ...args)
    expect(report[count]).toBeGreaterThan(0)
    expect(code).toBe(1)
    expect(output).toContain(`Failed: ${count} is ${report[count]}, not 0`)
  })
})

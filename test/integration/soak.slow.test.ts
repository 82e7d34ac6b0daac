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
] as const)('soak passes through the %s %s', async (mode, _, flows, more) => {
  const { code, output, report } = await runSoak('--through', mode, '--flows', `${flows}`, '--seed', '7', ...more)
  expect(output).toContain('Every promise was kept.')
  expect(code).toBe(0)
  expect(report).toMatchObject({
    seed: 7,
    mode,
    flows,
    falseGrants: 0,
    missedGrants: 0,
    lostFlows: 0,
    untypedErrors: 0,
    leaks: 0,
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

test('soak fails against a worker that trusts the return, and logs tokens and seals (T5)', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'soak-patched-'))
  try {
    await plantDefects(copy, {
      'src/flow/outcome.ts': [
        'if (grantedCount > 0) return',
        "if (!denied) return 'granted'\n  if (grantedCount > 0) return",
      ],
      'edge/worker/session/session.ts': [
        'if (session === undefined) return null',
        '$&\n      console.log(session.accessToken)',
      ],
      'edge/worker/service/operation.ts': ['const body = parse(await readJson(c))', '$&\n      console.log(body)'],
    })
    const args = ['--flows', '24', '--seed', '7', '--runtime', 'node', '--root', copy]
    await Promise.all(
      ['module', 'service'].map(async (mode) => {
        const { code, output, report } = await runSoak('--through', mode, ...args)
        expect(report.falseGrants, mode).toBeGreaterThan(0)
        expect(report.leaks, mode).toBeGreaterThan(0)
        expect(code, mode).toBe(1)
        expect(output).toContain(`Broken: falseGrants is ${report.falseGrants}, not 0`)
        expect(output).toContain(`npm run soak -- --through ${mode} --seed 7 --runtime node --first FLOW`)
      }),
    )
  } finally {
    await rm(copy, { recursive: true })
  }
})

import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import { createLeakFinder } from '../soak/leaks.ts'
import { judgeWord } from '../soak/oracle.ts'
import { createPlan } from '../soak/plan.ts'
import type { Report } from '../soak/report.ts'
import type { Look } from '../soak/sandbox-control.ts'
import { createSecrets } from '../soak/workers.ts'

/** Runs a soak without its load part. */
async function soak(...args: string[]): Promise<{ code: number | null; output: string; report: Report }> {
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
] as const)('soak passes through the %s %s', async (through, _, flows, more) => {
  const { code, output, report } = await soak('--through', through, '--flows', `${flows}`, '--seed', '7', ...more)
  expect(output).toContain('Every promise was kept.')
  expect(code).toBe(0)
  expect(report).toMatchObject({
    seed: 7,
    through,
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
async function plant(copy: string, defects: Readonly<Record<string, readonly [text: string, defect: string]>>) {
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
    await plant(copy, {
      'src/flow/outcome.ts': ['if (granted > 0) return', "if (!denied) return 'granted'\n  if (granted > 0) return"],
      'edge/worker/session/session.ts': [
        'if (session === undefined) return null',
        '$&\n      console.log(session.accessToken)',
      ],
      'edge/worker/service/app.ts': ["c.get('facts').dataCenter = body.data_center", '$&\n      console.log(body)'],
    })
    const args = ['--flows', '24', '--seed', '7', '--runtime', 'node', '--root', copy]
    await Promise.all(
      ['module', 'service'].map(async (through) => {
        const { code, output, report } = await soak('--through', through, ...args)
        expect(report.falseGrants, through).toBeGreaterThan(0)
        expect(report.leaks, through).toBeGreaterThan(0)
        expect(code, through).toBe(1)
        expect(output).toContain(`Broken: falseGrants is ${report.falseGrants}, not 0`)
        expect(output).toContain(`npm run soak -- --through ${through} --seed 7 --runtime node --first FLOW`)
      }),
    )
  } finally {
    await rm(copy, { recursive: true })
  }
})

test('soak draws the same plans for the same seed', () => {
  const plans = (seed: number) =>
    Array.from({ length: 500 }, (_, flow) => createPlan(seed, flow, ['node', 'cloudflare']))
  expect(plans(7)).toEqual(plans(7))
  expect(plans(7)).not.toEqual(plans(8))
})

test.each(['module', 'service'])('soak through the %s replays the decisions and faults of a seed', async (through) => {
  const args = ['--through', through, '--flows', '16', '--seed', '3', '--runtime', 'node', '--concurrency', '1']
  const [first, second] = await Promise.all([soak(...args), soak(...args)])
  expect(first.code).toBe(0)
  const { heapGrowthBytes: _, ...table } = first.report
  expect(second.report).toMatchObject(table)
})

const look = (level: string, entries: Look['entries'] = []): Look => ({
  calendars: { work: level },
  entries,
  asked: null,
})

/** A read that showed the calendar with this level. */
const read = (level: string): Look['entries'][number] => ({
  id: 1,
  time: '2026-01-01T00:00:00Z',
  data_center: 'de',
  method: 'GET',
  path: '/de/v1/calendars',
  authorization: 'Bearer ***',
  content_type: null,
  request_body: null,
  status: 200,
  location: null,
  retry_after: null,
  response_body: { calendars: [{ calendar_id: 'work', permission_level: level }] },
})

test('judgeWord() finds a false grant when the books do not have it', () => {
  const evidence = { asked: ['work'], before: {}, after: look('sandbox') }
  for (const status of ['granted', 'partial'] as const) {
    expect(judgeWord({ kind: 'outcome', status }, evidence).falseGrants).toHaveLength(1)
  }
  expect(judgeWord({ kind: 'outcome', status: 'unconfirmed' }, evidence)).toEqual({
    falseGrants: [],
    missedGrants: [],
  })
})

test('judgeWord() finds a missed grant when a read showed it', () => {
  const evidence = { asked: ['work'], before: {}, after: look('unrestricted', [read('unrestricted')]) }
  for (const status of ['partial', 'rejected', 'unconfirmed'] as const) {
    expect(judgeWord({ kind: 'outcome', status }, evidence).missedGrants).toHaveLength(1)
  }
  expect(judgeWord({ kind: 'error', code: 'timeout' }, evidence).missedGrants).toHaveLength(1)
  expect(judgeWord({ kind: 'outcome', status: 'granted' }, evidence).missedGrants).toEqual([])
})

test('judgeWord() finds no missed grant when the reads came too early', () => {
  const evidence = { asked: ['work'], before: {}, after: look('unrestricted', [read('sandbox')]) }
  expect(judgeWord({ kind: 'outcome', status: 'unconfirmed' }, evidence).missedGrants).toEqual([])
})

test('judgeWord() finds a missed grant when an outcome denies what the books had before', () => {
  const evidence = { asked: ['work'], before: { work: 'unrestricted' }, after: look('unrestricted') }
  expect(judgeWord({ kind: 'outcome', status: 'unconfirmed' }, evidence).missedGrants).toHaveLength(1)
  expect(judgeWord({ kind: 'error', code: 'timeout' }, evidence).missedGrants).toEqual([])
})

test('createLeakFinder() finds every kind of secret', () => {
  const find = createLeakFinder({
    clientId: 'id',
    clientSecret: 'canary',
    sealingKeys: { k1: 'first-key', k2: 'second-key' },
    apiKeys: { k1: 'first-api', k2: 'second-api' },
  })
  for (const reader of ['person', 'operator'] as const) {
    expect(find('location: /outcome?permission_status=granted', reader)).toBeUndefined()
    expect(find('x canary y', reader)).toBe('the client secret')
    expect(find('first-key', reader)).toBe('sealing key k1')
    expect(find('second-key', reader)).toBe('sealing key k2')
    expect(find('first-api', reader)).toBe('API key k1')
    expect(find('second-api', reader)).toBe('API key k2')
    for (const kind of ['at', 'rt', 'co']) expect(find(`"${kind}_de_${'0a'.repeat(16)}"`, reader)).toBe('a token')
  }
})

test('createLeakFinder() finds in a line for operators what is for the person alone', () => {
  const find = createLeakFinder(createSecrets())
  const lines = {
    'a sealed value': 'request=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2VhbGVk.dmFsdWU.c2VhbA',
    'the name of a calendar': JSON.stringify({ calendar_name: '<script>alert("7")</script>' }),
  }
  for (const [kind, line] of Object.entries(lines)) {
    expect(find(line, 'operator')).toBe(kind)
    expect(find(line, 'person')).toBeUndefined()
  }
})

test("judgeWord() holds each calendar's word against the books", () => {
  const said = (granted: boolean) => new Map([['work', granted]])
  const early = { asked: ['work'], before: {}, after: look('sandbox') }
  const seen = { asked: ['work'], before: {}, after: look('unrestricted', [read('unrestricted')]) }
  for (const kind of [{ kind: 'outcome', status: 'unconfirmed' }, { kind: 'read' }] as const) {
    expect(judgeWord({ ...kind, calendars: said(true) }, early).falseGrants).toHaveLength(1)
    expect(judgeWord({ ...kind, calendars: said(false) }, seen).missedGrants).toContain(
      'work is not said to be granted, but a read had it',
    )
  }
  expect(judgeWord({ kind: 'read', calendars: said(true) }, seen)).toEqual({ falseGrants: [], missedGrants: [] })
  expect(judgeWord({ kind: 'read', calendars: said(false) }, early)).toEqual({ falseGrants: [], missedGrants: [] })
})

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Behaviors } from '../../edge/sandbox/config/behaviors.ts'
import { createSandbox, defaultSeed, type Sandbox, type Seed } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { ACCOUNT_VARIABLES, type Credentials } from '../conformance/options.ts'
import { PROBES } from '../conformance/probes.ts'
import { type ConformanceReport, PROVIDER_ROWS, type RowResult, runProbes } from '../conformance/run-probes.ts'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'

const REDIRECT_URI = 'https://app.example.com/return?own=1'
const OTHER = { client_id: 'other', client_secret: 'other-secret' }
const OTHER_VARIABLES = { CONFORMANCE_OTHER_CLIENT_ID: 'other', CONFORMANCE_OTHER_CLIENT_SECRET: 'other-secret' }
const twoClients: Seed = {
  ...defaultSeed,
  clients: [...defaultSeed.clients, { clientId: OTHER.client_id, clientSecret: OTHER.client_secret }],
}
const REASONS = Object.entries(PROBES).flatMap(([id, probe]) => (typeof probe === 'string' ? [id] : []))

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function served(fetch: Sandbox['fetch']): Promise<string> {
  const { url, close } = await listen({ fetch }, { port: 0 })
  closing.push(close)
  return url
}

/** Runs the command; the report is there where it came as far. */
async function conformance(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; output: string; report: ConformanceReport | undefined }> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-test-'))
  const file = join(folder, 'report.json')
  try {
    const script = join(ROOT, 'test/conformance/conformance.ts')
    const { code, output } = await execute(process.execPath, [script, '--json', file, ...args], env)
    const text = await readFile(file, 'utf8').catch(() => undefined)
    return { code, output, report: text === undefined ? undefined : (JSON.parse(text) as ConformanceReport) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function idsOf(results: readonly RowResult[] | undefined, verdict: RowResult['status']): string[] {
  return (results ?? []).filter((result) => result.status === verdict).map(({ id }) => id)
}

function runAgainst(
  target: string,
  credentials: Partial<Credentials> = {},
  allowChanges = false,
): Promise<ConformanceReport> {
  return runProbes({
    target,
    dataCenter: 'us',
    allowChanges,
    json: undefined,
    credentials: {
      tokens: {},
      refreshToken: undefined,
      client: undefined,
      otherClient: OTHER,
      redirectUri: REDIRECT_URI,
      ...credentials,
    },
  })
}

/** A sandbox without its own routes, as the provider would look, and credentials for it. */
async function serveAsProvider(behaviors: Partial<Behaviors> = {}) {
  const sandbox = createSandbox({ seed: twoClients, behaviors })
  const control = async (path: string, json?: object) =>
    (
      await sandbox.fetch(
        new Request(`http://127.0.0.1/sandbox/${path}`, {
          ...(json && { method: 'POST', body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
        }),
      )
    ).json() as Promise<Record<string, string>>
  const tokensOf = (account: string, data_center = 'us') => control('tokens', { account, data_center })
  const ordinary = await tokensOf('google')
  const [other, foreign, accepted, narrow] = await Promise.all([
    tokensOf('apple'),
    tokensOf('google', 'de'),
    tokensOf('enterprise'),
    tokensOf('narrow-scope'),
  ])
  const credentials = {
    tokens: {
      redirect: ordinary['access_token'] ?? '',
      other: other['access_token'] ?? '',
      foreign: foreign['access_token'] ?? '',
      accepted: accepted['access_token'] ?? '',
      insufficient_scope: narrow['access_token'] ?? '',
    },
    refreshToken: ordinary['refresh_token'],
    client: { client_id: 'sandbox', client_secret: 'sandbox-secret' },
  }
  const asked: string[] = []
  const url = await served(async (request) => {
    const { pathname } = new URL(request.url)
    asked.push(`${request.method} ${pathname}`)
    if (pathname.startsWith('/sandbox/')) return new Response(null, { status: 404 })
    return sandbox.fetch(request)
  })
  const books = async () => (await control('state'))['data_centers']
  return { url, credentials, books, asked }
}

test('every row about the provider has a probe or a reason, and nothing else has', () => {
  expect(Object.keys(PROBES).toSorted()).toEqual(PROVIDER_ROWS.map(({ id }) => id).toSorted())
  expect(REASONS.length).toBeLessThan(10)
  for (const id of REASONS) expect(String(PROBES[id]).length).toBeGreaterThan(20)
})

test('npm run conformance finds every row of a sandbox as stated, over a socket, twice', async () => {
  const sandbox = createSandbox({ seed: twoClients })
  const url = await served(sandbox.fetch)
  for (const dataCenter of ['de', 'de']) {
    const { code, output, report } = await conformance(['--target', url, '--data-center', dataCenter], OTHER_VARIABLES)
    expect(idsOf(report?.results, 'differs'), output).toEqual([])
    expect(idsOf(report?.results, 'skipped'), output).toEqual(REASONS)
    expect(report).toMatchObject({ isSandbox: true, dataCenter })
    expect(report?.results).toHaveLength(PROVIDER_ROWS.length)
    for (const { id } of PROVIDER_ROWS) expect(output).toContain(`\n${id} `)
    expect(output).not.toMatch(/(at|rt|co|pr)_de_[0-9a-f]/)
    expect(code).toBe(0)
  }
})

test('npm run conformance ends with 1, and says how, when a row differs', async () => {
  const url = await served(createSandbox({ seed: twoClients, behaviors: { permissionsStatus: 202 } }).fetch)
  const { code, output } = await conformance(['--target', url], OTHER_VARIABLES)
  expect(code).toBe(1)
  expect(output).toMatch(
    /^permissions-status +documented +differs: POST \/v1\/permissions returned 202, not 200 \(stated: A successful request returns 200\.\)$/m,
  )
  expect(output).toContain(`, 1 differs, ${REASONS.length} skipped; `)
})

test('runProbes() changes nothing at a provider unless it is allowed to', async () => {
  const { url, credentials, books, asked } = await serveAsProvider({ redirectUris: [REDIRECT_URI] })
  const before = await books()
  const { isSandbox, results } = await runAgainst(url, credentials)
  expect(isSandbox).toBe(false)
  expect(await books()).toEqual(before)
  expect(idsOf(results, 'differs')).toEqual([])
  expect(idsOf(results, 'matches')).toEqual(
    expect.arrayContaining(['calendars', 'permissions-invalid', 'authorize-redirect-list', 'data-centers-apart']),
  )
  const untried = new Map(results.map((result) => [result.id, 'reason' in result ? result.reason : '']))
  expect(untried.get('permissions')).toBe('changes data; pass --allow-changes to allow it')
  expect(untried.get('permissions-accepted')).toBe('changes data; pass --allow-changes to allow it')
  expect(untried.get('refresh')).toBe('changes data; pass --allow-changes to allow it')
  expect(untried.get('decision-accept')).toBe('needs a user at the access page')
  expect(untried.get('code-life')).toBe('needs a user at the authorize page')
  expect(untried.get('revoke')).toBe('would end the authorization that the other probes use')
  expect(untried.get('permissions-locked')).toBe('needs CONFORMANCE_LOCKED_ACCESS_TOKEN')
  expect(asked.length).toBeGreaterThan(50)
})

test('npm run conformance prints no token, not even one that the target sends back', async () => {
  const url = await served(async (request) => {
    const sent = `${request.headers.get('authorization')} ${await request.text()} ${request.url}`
    return Response.json({ error: sent, error_description: sent, errors: { [sent]: [] } }, { status: 418 })
  })
  const secrets = Object.fromEntries(Object.values(ACCOUNT_VARIABLES).map(([name]) => [name, `CANARY-${name}`]))
  const env = {
    ...secrets,
    CONFORMANCE_REFRESH_TOKEN: 'CANARY-refresh',
    CONFORMANCE_CLIENT_ID: 'application',
    CONFORMANCE_CLIENT_SECRET: 'CANARY-secret',
  }
  const { code, output, report } = await conformance(['--target', url, '--allow-changes'], env)
  expect(code).toBe(1)
  expect(output).toContain('error: ')
  expect(output).toContain('***')
  expect(output).not.toContain('CANARY')
  expect(JSON.stringify(report)).not.toContain('CANARY')
  expect(idsOf(report?.results, 'matches')).toEqual([])
})

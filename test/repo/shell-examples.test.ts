import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { createSealingKey } from '../../src/sealing/key-ring.ts'
import { launch, type RunningProcess } from '../helpers/child-process.ts'
import { readBlocks } from '../helpers/examples.ts'
import { HAS_SHELL, readShellExample, runShell, startShell } from '../helpers/shell.ts'
import { TESTED_BLOCKS, UNTESTED_BLOCKS } from '../helpers/shell-blocks.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'
import { waitUntilHealthy, workerCommand, workerEnvironment } from '../scripts/worker-process.ts'

const canRun = HAS_SHELL && spawnSync('curl', ['--version']).status === 0

let folder: string
let sandbox: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shell-'))
  sandbox = await listen(createSandbox(), { port: 0 })
})

afterAll(async () => {
  await sandbox?.close()
  await rm(folder, { recursive: true, force: true })
})

async function callSandbox(path: string, body: object): Promise<Record<string, string>> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return (await (await fetch(sandbox.url + path, init)).json()) as Record<string, string>
}

/** The address of an access page that nobody has decided on. */
async function askForAccess(): Promise<string> {
  const { access_token } = await callSandbox('/sandbox/tokens', { account: 'apple', data_center: 'de' })
  const response = await fetch(`${sandbox.url}/de/v1/permissions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      permissions: [{ calendar_id: 'cal_de_apple1_work', permission_level: 'unrestricted' }],
      redirect_uri: 'https://app.example.com/return?tab=2',
    }),
  })
  const { permissions_request } = (await response.json()) as { permissions_request: { url: string } }
  return permissions_request.url
}

test('every block of shell on the pages is run by a test, or it is said why it is not', async () => {
  const blocks = readBlocks('sh')
  const rows = [...TESTED_BLOCKS, ...UNTESTED_BLOCKS]
  expect(rows.map(([name]) => name).sort()).toEqual([...blocks.keys()].sort())
  for (const [name, mark] of rows) expect(blocks.get(name), name).toContain(mark)
  for (const [name, mark, file] of TESTED_BLOCKS)
    expect(await readFile(join(ROOT, file), 'utf8'), name).toContain(`'${mark}`)
})

test.skipIf(!HAS_SHELL)('npm run sandbox, as the guide shows it, serves', async () => {
  const command = readShellExample('docs/guides/testing.md', 'npm run sandbox')
  const running = startShell(command, ROOT, { SANDBOX_PORT: '0' })
  try {
    await expect.poll(running.output, { timeout: 30_000 }).toContain('Press Ctrl+C to stop.')
  } finally {
    await running.end()
  }
})

describe.skipIf(!canRun)('curl, as a page shows it, against the sandbox', () => {
  test.each([
    [
      'docs/tutorials/first-flow.md',
      ['{"redirect_to":"https://app.example.com/return"}', '"permission_level":"unrestricted"'],
    ],
    [
      'docs/guides/testing.md',
      ['ocation: https://app.example.com/callback?code=', '"access_token":"at_de_', 'return?tab=2&error=access_denied'],
    ],
    ['docs/guides/faults.md', ['"status":503']],
  ])('of %s', async (page, expected) => {
    const script = readShellExample(page, 'localhost:4010')
      .replaceAll('localhost:4010', sandbox.url.replace('http://127.0.0.1', 'localhost'))
      .replaceAll(/<(?:that url|the access page)>/g, await askForAccess())
    const output = await runShell(script, folder)
    for (const text of expected) expect(output).toContain(text)
    await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })
  })
})

describe.skipIf(!canRun)('curl, as the README shows it, against the worker', () => {
  const apiKey = createSealingKey()
  let worker: RunningProcess
  let url: string

  beforeAll(async () => {
    const port = await findFreePort()
    url = `http://127.0.0.1:${port}`
    const environment = workerEnvironment({
      publicUrl: `http://localhost:${port}`,
      sandboxUrl: sandbox.url,
      port,
      service: { apiKeys: `backend:${apiKey}`, returnUrls: 'https://app.example.com/settings' },
    })
    const [command, ...args] = workerCommand('node', environment)
    worker = launch(command, args, environment)
    await waitUntilHealthy(url)
  })

  afterAll(async () => {
    worker?.child.kill()
    await worker?.ended
  })

  test('begins, and completes when the user is back', async () => {
    const script = readShellExample('README.md', 'localhost:8787')
      .replaceAll('localhost:8787', url.replace('http://', ''))
      .replaceAll('localhost:4010', sandbox.url.replace('http://', ''))
      .replace('paste-the-api-key', apiKey)
    const [variables = '', begin = '', complete = ''] = script.split(/^(?=curl )/m)
    const begun = JSON.parse(await runShell(variables + begin, folder)) as { redirect: Record<string, string> }
    expect(begun).toMatchObject({ status: 'redirect', redirect: { expires_at: expect.any(String) } })
    const { redirect } = begun

    await callSandbox('/sandbox/decisions', { url: redirect['url'], decision: 'accept' })
    const last = complete.replace('<sealed_request>', redirect['sealed_request'] ?? '')
    const outcome = JSON.parse(await runShell(variables + last, folder)) as object
    expect(outcome).toMatchObject({
      status: 'granted',
      missing_count: 0,
      calendars: [{ granted: true }, { granted: true }],
    })
  })
})

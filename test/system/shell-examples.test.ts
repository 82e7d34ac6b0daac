import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { readBlocks } from '../support/examples.ts'
import { execute, launch, type Running } from '../support/execute.ts'
import { newKey } from '../tools/key.ts'
import { findFreePort } from '../tools/port.ts'
import { waitUntilHealthy, workerCommand, workerEnvironment } from '../tools/worker-process.ts'

/** A machine without them is none that the examples are for. */
const canRun = spawnSync('sh', ['-c', 'curl --version']).status === 0

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

/** What a script prints. It ends where a command fails, and `curl` fails where the answer is an error. */
async function shell(script: string): Promise<string> {
  const curl = `curl() { command curl --fail-with-body --no-progress-meter --write-out '\\n' "$@"; }`
  const { code, output } = await execute('sh', ['-euc', `cd '${folder}'\n${curl}\n${script}`])
  expect(code, output).toBe(0)
  return output
}

async function tell(path: string, body: object): Promise<Record<string, string>> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return (await (await fetch(sandbox.url + path, init)).json()) as Record<string, string>
}

/** The address of an access page that nobody has decided on. */
async function askForAccess(): Promise<string> {
  const { access_token } = await tell('/sandbox/tokens', { account: 'apple', data_center: 'de' })
  const answer = await fetch(`${sandbox.url}/de/v1/permissions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      permissions: [{ calendar_id: 'cal_de_apple1_work', permission_level: 'unrestricted' }],
      redirect_uri: 'https://app.example.com/return?tab=2',
    }),
  })
  const { permissions_request } = (await answer.json()) as { permissions_request: { url: string } }
  return permissions_request.url
}

/** The blocks of a page in which `mark` stands, as one script: the later ones count on the earlier. */
async function scriptOf(page: string, mark: string): Promise<string> {
  const blocks = [...(await readBlocks('sh'))].filter(
    ([name, code]) => name.startsWith(`${page} `) && code.includes(mark),
  )
  return blocks.map(([, code]) => code).join('\n')
}

describe.skipIf(!canRun)('curl, as a page shows it, against the sandbox', () => {
  test.each([
    [
      'README.md',
      [
        '"permissions_request":{"url":"http://localhost:',
        '{"redirect_to":"https://app.example.com/return?tab=2"}',
        '"status":503',
      ],
    ],
    ['docs/guide/try.md', ['{"redirect_to":"https://app.example.com/return"}', '"permission_level":"unrestricted"']],
    ['docs/guide/sandbox.md', ['"access_token":"at_de_', 'return?tab=2&error=access_denied', '"status":503']],
  ])('of %s', async (page, expected) => {
    const script = (await scriptOf(page, 'localhost:4010'))
      .replaceAll('localhost:4010', sandbox.url.replace('http://127.0.0.1', 'localhost'))
      .replaceAll(/<(?:that url|the access page)>/g, await askForAccess())
    const output = await shell(script)
    for (const text of expected) expect(output).toContain(text)
    await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })
  })
})

describe.skipIf(!canRun)('curl, as the README shows it, against the worker', () => {
  const apiKey = newKey()
  let worker: Running
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
    const { access_token } = await tell('/sandbox/tokens', { account: 'apple', data_center: 'de' })
    const script = (await scriptOf('README.md', 'https://connect.example.com/permission-requests'))
      .replaceAll('https://connect.example.com', url)
      .replaceAll('"access_token":"…"', `"access_token":"${access_token}"`)
    const [begin = '', complete = ''] = script.split('\n\n')
    const key = `API_KEY=${apiKey}\n`
    const begun = JSON.parse(await shell(key + begin)) as Record<string, string>
    expect(begun).toMatchObject({ status: 'redirect', expires_at: expect.any(String) })

    await tell('/sandbox/decisions', { url: begun['url'], decision: 'accept' })
    const sealed = `"permission_request":"${begun['permission_request']}"`
    const outcome = JSON.parse(await shell(key + complete.replace('"permission_request":"eyJ…"', sealed))) as object
    expect(outcome).toMatchObject({ status: 'granted', missing: 0, calendars: [{ granted: true }, { granted: true }] })
  })
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import { runRedocly } from '../helpers/redocly.ts'
import { ROOT } from '../scripts/run.ts'

const ARAZZO = join(ROOT, 'test/contract/extended-permissions.arazzo.yaml')
const WORKFLOWS = ['user-accepts', 'user-rejects', 'enterprise-connect']
const WORKFLOW_OPTIONS = WORKFLOWS.flatMap((id) => ['--workflow', id])

/** As much of Respect's report as is looked at here. */
interface Report {
  files: Record<string, { executedWorkflows: { workflowId: string; status: string; executedSteps: Step[] }[] }>
}

interface Step {
  stepId: string
  status: string
  checks?: { name: string; passed: boolean }[]
}

let folder: string
let application: Server
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arazzo-'))
  // The user is sent back to it.
  application = createServer(({ url = '' }, response) => {
    const query = url.split('?')[1] ?? ''
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ query, parameters: Object.fromEntries(new URLSearchParams(query)) }))
  })
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  application.close()
  await rm(folder, { recursive: true, force: true })
})

/** Lets Respect walk through the workflows of `file`: what became of each of them, and the checks that failed. */
async function respect(file: string, sandbox: Sandbox, prefix: string) {
  const { url, close } = await listen(sandbox, { port: 0 })
  const report = join(folder, `${crypto.randomUUID()}.json`)
  const back = `http://127.0.0.1:${(application.address() as AddressInfo).port}/return`
  try {
    const { code, output } = await runRedocly(
      'respect',
      file,
      ...WORKFLOW_OPTIONS,
      ...['--server', `cronofy=${url}${prefix}`],
      ...['--input', `pages=${url}${prefix}`, '--input', `application=${back}`],
      ...['--json-output', report],
    )
    const { files } = JSON.parse(await readFile(report, 'utf8')) as Report
    const workflows = Object.values(files).flatMap(({ executedWorkflows }) => executedWorkflows)
    return {
      code,
      output,
      statuses: workflows.map(({ workflowId, status }) => `${workflowId}: ${status}`),
      failed: workflows.flatMap(({ workflowId, executedSteps }) =>
        executedSteps.flatMap(({ stepId, checks = [] }) =>
          checks.filter(({ passed }) => !passed).map(({ name }) => `${workflowId}/${stepId}: ${name}`),
        ),
      ),
    }
  } finally {
    await close()
  }
}

/** The description of the workflows with one text in the place of the last one like it. */
async function planted(text: string, replacement: string): Promise<string> {
  const arazzo = await readFile(ARAZZO, 'utf8')
  const at = arazzo.lastIndexOf(text)
  expect(at).toBeGreaterThan(0)
  const file = join(folder, `${crypto.randomUUID()}.arazzo.yaml`)
  const changed = arazzo.slice(0, at) + replacement + arazzo.slice(at + text.length)
  await writeFile(file, changed.replace('../../openapi.yaml', join(ROOT, 'openapi.yaml')))
  return file
}

/** A sandbox whose second list of calendars has a field of the wrong type: the one that is read back first. */
function wrongSandbox(): Sandbox {
  const sandbox = createSandbox()
  let lists = 0
  return {
    ...sandbox,
    fetch: async (request) => {
      const response = await sandbox.fetch(request)
      if (!request.url.endsWith('/v1/calendars') || ++lists !== 2) return response
      return Response.json({ ...((await response.json()) as object), sub: 5 })
    },
  }
}

test.concurrent.each([
  ['us, which has no prefix', ''],
  ['de', '/de'],
])(
  'the six steps go as described when the user accepts, rejects or need not decide, in data center %s',
  async (_, prefix) => {
    const { code, output, statuses, failed } = await respect(ARAZZO, createSandbox(), prefix)
    expect(failed).toEqual([])
    expect(statuses).toEqual(WORKFLOWS.map((id) => `${id}: success`))
    expect(code, output).toBe(0)
  },
)

test.concurrent.each<[string, string, () => Promise<string>, () => Sandbox]>([
  [
    'a grant is expected after a rejection',
    'user-rejects/read-back: success criteria check',
    () => planted("permission_level == 'sandbox'", "permission_level == 'unrestricted'"),
    createSandbox,
  ],
  [
    'no error is expected after a rejection',
    'user-rejects/reject: success criteria check',
    () => planted('attempt=8&error=access_denied', 'attempt=8'),
    createSandbox,
  ],
  [
    'the grant does not show',
    'user-accepts/read-back: success criteria check',
    async () => ARAZZO,
    () => createSandbox({ faults: [{ route: 'POST /permissions/{id}', fault: 'delayed_grant', reads: 9, count: 1 }] }),
  ],
  ['an answer is not as openapi.yaml says', 'user-accepts/read-back: schema check', async () => ARAZZO, wrongSandbox],
])('the six steps do not go as described when %s', async (_, check, file, sandbox) => {
  const { code, failed } = await respect(await file(), sandbox(), '/de')
  expect(failed).toEqual([check])
  expect(code).toBe(1)
})

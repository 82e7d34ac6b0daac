import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../scripts/run.ts'

const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8')

interface Step {
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly 'continue-on-error'?: unknown
  readonly 'timeout-minutes'?: number
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly concurrency: { readonly group: string }
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly strategy: { readonly matrix: { readonly include: readonly { os: string; untried?: boolean }[] } }
        readonly permissions?: unknown
        readonly 'timeout-minutes': number
        readonly steps: readonly Step[]
      }
    >
  >
}

const text = await read('.github/workflows/ci.yml')
const workflow = parse(text) as Workflow
const jobs = Object.values(workflow.jobs)
const steps = jobs.flatMap((job) => job.steps)

test('there is no other workflow', async () => {
  expect(await readdir(join(ROOT, '.github/workflows'))).toEqual(['ci.yml'])
})

test('every action of the workflow is pinned to a hash, with its tag beside it', () => {
  const lines = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line))
  expect(lines.length).toBeGreaterThan(4)
  expect(lines).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length)
  for (const line of lines) expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

test('the workflow may read the code and nothing else, ends in time, and runs for every commit and pull request', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' })
  expect(Object.keys(workflow.on)).toEqual(expect.arrayContaining(['push', 'pull_request']))
  expect(Object.keys(workflow.on)).not.toContain('pull_request_target')
  expect(workflow.concurrency.group).not.toBe('')
  for (const job of jobs) {
    expect(job.permissions).toBeUndefined()
    expect(job['timeout-minutes']).toBeLessThanOrEqual(60)
  }
  // Text of a pull request in a command would be a command of whoever wrote it.
  for (const { run } of steps) expect(run ?? '').not.toContain('${{')
})

test('the workflow runs on every system what .ci/run runs, and a failure of it fails', () => {
  expect(jobs).toHaveLength(1)
  const systems = jobs[0]?.strategy.matrix.include ?? []
  expect(systems.map(({ os }) => os)).toEqual(['ubuntu-latest', 'macos-latest', 'windows-latest'])
  expect(systems[0]?.untried).toBeUndefined()
  const ours = steps.filter(({ run }) => run !== undefined)
  expect(ours.map(({ run }) => run)).toEqual(['bash .ci/run'])
  expect(ours[0]).toMatchObject({ shell: 'bash' })
  expect(ours[0]?.if).toBeUndefined()
  expect(ours[0]?.['continue-on-error']).toBeUndefined()
})

test('.ci/run runs scripts that package.json has', async () => {
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> }
  const named = [...(await read('.ci/run')).matchAll(/\bnpm (?:run )?(test(?::\w+)?|soak)\b/g)].map(([, name]) => name)
  expect(named).toEqual(['test', 'test:clients', 'test:backends', 'test:pages', 'soak'])
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
})

interface Update {
  readonly 'package-ecosystem': string
  readonly directory?: string
  readonly directories?: readonly string[]
  readonly schedule: { readonly interval: string }
  readonly groups: Readonly<Record<string, object>>
}

/** Which files Dependabot reads in each ecosystem, of those that are here. */
const MANIFESTS: Readonly<Record<string, string>> = {
  'package.json': 'npm',
  'requirements.txt': 'pip',
  'go.mod': 'gomod',
  'Cargo.toml': 'cargo',
  'pom.xml': 'maven',
}

/** Every file below a folder, but for what is installed, built or hidden. */
async function findFiles(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(join(ROOT, folder), { withFileTypes: true })) {
    if (/^(node_modules|dist|\..*)$/.test(entry.name)) continue
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) found.push(...(await findFiles(path)))
    else found.push(path)
  }
  return found
}

test('Dependabot looks after every manifest of the project and the actions, each in a group', async () => {
  const { updates } = parse(await read('.github/dependabot.yml')) as { updates: readonly Update[] }
  const looked = updates.flatMap(({ 'package-ecosystem': ecosystem, directory, directories = [] }) =>
    [...directories, ...(directory === undefined ? [] : [directory])].map((folder) => `${ecosystem} ${folder}`),
  )
  const manifests = (await findFiles(''))
    .map((path) => ({ folder: dirname(path), ecosystem: MANIFESTS[basename(path)] }))
    .filter(({ ecosystem }) => ecosystem !== undefined)
    .map(({ folder, ecosystem }) => `${ecosystem} /${folder === '.' ? '' : folder}`)
  expect(manifests.length).toBeGreaterThan(10)
  expect(looked.toSorted()).toEqual([...manifests, 'github-actions /'].sort())
  for (const { groups } of updates) expect(Object.keys(groups).length).toBeGreaterThan(0)
})

interface Form {
  readonly name: string
  readonly description: string
  readonly body: readonly {
    readonly type: string
    readonly id?: string
    readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly string[] }
    readonly validations?: { readonly required: boolean }
  }[]
}

test.each(['bug', 'fact', 'feature'])(
  'the form for a %s is one that GitHub takes, and asks for something',
  async (name) => {
    const { body, ...form } = parse(await read(`.github/ISSUE_TEMPLATE/${name}.yml`)) as Form
    expect(Object.keys(form)).toEqual(['name', 'description'])
    const [note, ...fields] = body
    expect(note).toMatchObject({ type: 'markdown', attributes: { value: expect.any(String) } })
    for (const { type, attributes } of fields) {
      expect(type).toMatch(/^(input|textarea|dropdown)$/)
      expect(attributes.label).toBeTruthy()
      expect(attributes.options !== undefined).toBe(type === 'dropdown')
    }
    const ids = fields.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(fields.some(({ validations }) => validations?.required)).toBe(true)
  },
)

test('reports of faults that can be attacked are sent to SECURITY.md, and every issue has a form', async () => {
  const { blank_issues_enabled, contact_links } = parse(await read('.github/ISSUE_TEMPLATE/config.yml')) as {
    blank_issues_enabled: boolean
    contact_links: readonly { readonly about: string }[]
  }
  expect(blank_issues_enabled).toBe(false)
  expect(contact_links[0]?.about).toContain('SECURITY.md')
  expect(await read('.github/ISSUE_TEMPLATE/bug.yml')).toContain('SECURITY.md')
})

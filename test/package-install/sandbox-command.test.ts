import { cp, readFile, rename, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { NODE_VERSIONS, startCommand, waitForUrl } from './command.ts'

const { folder } = inject('installed')

test.each(NODE_VERSIONS)('cronofy-sandbox of the installed package serves on Node %s', async (_, node) => {
  const seed = join(folder, 'seed.yaml')
  await writeFile(
    seed,
    `clients: [{ clientId: mine, clientSecret: my-secret }]
accounts:
  - name: ada
    description: the first
    profiles:
      - { id: one, provider: google, name: ada@example.com, calendars: [{ id: work, name: Work }] }
`,
  )
  const running = startCommand(folder, node, ['--port', '0', '--seed', seed])
  try {
    const url = await waitForUrl(running)
    const made = await fetch(`${url}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'ada', data_center: 'de' }),
    })
    const { access_token } = (await made.json()) as { access_token: string }
    const calendars = await fetch(`${url}/de/v1/calendars`, { headers: { authorization: `Bearer ${access_token}` } })
    expect(await calendars.json()).toMatchObject({ calendars: [{ calendar_id: 'cal_de_one_work' }] })
  } finally {
    running.child.kill('SIGINT')
  }
  expect(await running.ended).toBe(0)
  expect(running.output().trim().endsWith('Press Ctrl+C to stop.')).toBe(true)
})

test.each(NODE_VERSIONS)(
  'cronofy-sandbox of the installed package refuses an unknown option on Node %s',
  async (_, node) => {
    const { ended, output } = startCommand(folder, node, ['--prt', '1'])
    expect(await ended).toBe(1)
    expect(output()).toBe("Unknown option '--prt'. Run with --help to list the options.\n")
  },
)

// On Windows npm writes scripts for its shells instead.
test.skipIf(process.platform === 'win32').each(NODE_VERSIONS)(
  'the link to cronofy-sandbox that npm makes runs it on Node %s',
  async (_, node) => {
    const PATH = `${dirname(node)}${delimiter}${process.env['PATH']}`
    const { code, output } = await execute(join(folder, 'node_modules/.bin/cronofy-sandbox'), ['--help'], { PATH })
    expect(output).toMatch(/^cronofy-sandbox: an emulator of Cronofy/)
    expect(code).toBe(0)
  },
)

describe('cronofy-sandbox says in one line, and how to get it, that there is no', () => {
  // A copy: other tests use the folder meanwhile.
  const poor = join(folder, '../poor')
  beforeAll(() => cp(folder, poor, { recursive: true, verbatimSymlinks: true }))

  async function without(name: string, check: () => Promise<void>): Promise<void> {
    const [from, to] = [join(poor, 'node_modules', name), join(poor, 'elsewhere')]
    await rename(from, to)
    try {
      await check()
    } finally {
      await rename(to, from)
    }
  }

  test.each(['yaml', '@hono/node-server'])('%s', (name) =>
    without(name, async () => {
      const { ended, output } = startCommand(poor, process.execPath, ['--port', '0', '--seed', 'seed.yaml'])
      expect(await ended).toBe(1)
      expect(output()).toBe(
        `Cannot start: the package "${name}" is missing. Run \`npm install hono @hono/node-server @cfworker/json-schema yaml\`.\n`,
      )
    }),
  )

  test('@cfworker/json-schema, and so does createSandbox()', () =>
    without('@cfworker/json-schema', async () => {
      const message =
        'Cannot create the emulator: the package "@cfworker/json-schema" is missing. Run `npm install --save-dev @cfworker/json-schema`.\n'
      const { ended, output } = startCommand(poor, process.execPath, ['--port', '0'])
      expect(await ended).toBe(1)
      expect(output()).toBe(message)
      const file = join(poor, 'create.mjs')
      await writeFile(
        file,
        `import { createSandbox } from 'cronofy-extended-permissions/sandbox'
try { createSandbox() } catch (error) { console.log(error.message) }`,
      )
      expect(await execute(process.execPath, [file])).toEqual({ code: 0, output: message })
    }))
})

test('the installed package has the schema of the seed where an editor is told to look', async () => {
  const schema = join(folder, 'node_modules/cronofy-extended-permissions/edge/sandbox/seed.schema.json')
  expect(JSON.parse(await readFile(schema, 'utf8'))).toMatchObject({ title: 'Seed of the Cronofy emulator' })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, inject, test } from 'vitest'
import { asModule, readExamples } from '../helpers/examples.ts'
import { createConsumer } from './consumer.ts'
import { createExampleEnv } from './example-env.ts'
import { RUNS } from './example-runs.ts'

/** What an example that imports nothing takes for granted. */
const PRELUDE = `
import { Hono } from 'hono'
import { begin, complete, createClient, createKeyRing, createTokenManager, readPermissions, parseReturnUrl } from 'cronofy-extended-permissions'
import { createConnectHandler, createPermissionHandler, sendResponse, toRequest } from 'cronofy-extended-permissions/handler'
import { cronofyConnect, extendedPermissions } from 'cronofy-extended-permissions/hono'
const app = new Hono(), client = createClient(), keys = createKeyRing([sealingKey])
`

const examples = await readExamples()

let project: string

beforeAll(async () => {
  project = await createConsumer(inject('installed').folder)
})

test('every example of the README, of the guide and of the doc comments is run', () => {
  // `quick-start.test.ts` runs the one of the README as a program.
  const names = [...examples.keys()].filter((name) => name !== 'README.md 1')
  expect(Object.keys(RUNS).sort()).toEqual(names.sort())
})

const runs = Object.entries(RUNS).flatMap(([name, list]) => list.map((run, index) => [name, index + 1, run] as const))

test.each(runs)('the example %s does what it says (run %i)', async (name, index, run) => {
  const { matches, hasAccepted = false, faults = [], returns, check } = run
  const example = examples.get(name) ?? ''
  expect(example).toContain(matches)
  const code = asModule(example, { preamble: PRELUDE, returns })
  const file = join(project, `${name.replaceAll(/\W/g, '-')}-${index}.ts`)
  await writeFile(file, code)
  const testEnv = await createExampleEnv({ hasAccepted, faults })
  await testEnv.within(async () => {
    const module = (await import(pathToFileURL(file).href)) as { example?(): Promise<unknown>; default?: unknown }
    await check(module.example === undefined ? module.default : await module.example(), testEnv)
  })
})

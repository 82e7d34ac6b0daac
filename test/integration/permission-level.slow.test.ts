import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'

const execute = promisify(execFile)

/** A level that Cronofy does not have. */
const LEVEL = 'attendees_only'

/** An application that requests the second level with a fake client, and prints what happens. */
const APPLICATION = `
import { begin, type Client, complete, createKeyRing, type PermissionLevel } from './src/index.ts'

const permissionLevel: PermissionLevel = '${LEVEL}'
const keys = createKeyRing(['q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s'])
const account = { dataCenter: 'de', accessToken: 'token', subject: 'user-1' } as const
const redirectUri = 'https://app.example.com/return'

/** Lists calendar a with each of the levels in turn. */
function createFake(...levels: string[]): Client {
  return {
    listCalendars: async () => [{ calendar_id: 'a', permission_level: levels.shift() ?? '' }],
    requestPermissions: async (_, request) => {
      console.log('requested', request.permissionLevel)
      return { status: 'redirect', url: 'https://app-de.cronofy.com/permissions/x' }
    },
    getUserInfo: async () => ({ sub: 'acc_1' }),
  }
}

const begun = await begin({ allCalendars: true, client: createFake('unrestricted'), keys, account, redirectUri, permissionLevel })
if (begun.status !== 'redirect') throw new Error('Cannot go on: an unrestricted calendar has another level.')
const { sealedRequest } = begun
for (const level of ['unrestricted', '${LEVEL}']) {
  const client = createFake(level, level, level)
  console.log(level, (await complete({ redirectUri, client, keys, account, sealedRequest })).status)
}
const again = await begin({ allCalendars: true, client: createFake('${LEVEL}'), keys, account, redirectUri, permissionLevel })
console.log('again', again.status)
`

let copy: string

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'permission-level-'))
  for (const part of ['src', 'generated', 'openapi.yaml', 'package.json', 'tsconfig.json']) {
    await cp(join(ROOT, part), join(copy, part), { recursive: true })
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction')
  await writeFile(join(copy, 'application.ts'), APPLICATION)
  const tsconfig = { extends: './tsconfig.json', compilerOptions: { types: ['node'] }, include: ['application.ts'] }
  await writeFile(join(copy, 'tsconfig.application.json'), JSON.stringify(tsconfig))
})

afterAll(() => rm(copy, { recursive: true, force: true }))

/** Runs a tool in the copy. Returns its exit code and its output. */
async function run(name: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const [program, ...first] = resolveTool(name)
  try {
    const { stdout } = await execute(program, [...first, ...args], { cwd: copy })
    return { code: 0, output: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, output: stdout + stderr }
  }
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(copy, file), 'utf8')
  expect(text.split(from), `${file} has "${from}" once`).toHaveLength(2)
  await writeFile(join(copy, file), text.replace(from, to))
}

const typeCheck = () => run('tsc', '--project', 'tsconfig.application.json')

test('a second permission level takes one line in openapi.yaml and one in src, and runs through the flow', async () => {
  await edit('openapi.yaml', 'enum: [unrestricted]', `enum: [unrestricted, ${LEVEL}]`)
  expect(await run('openapi-typescript', 'openapi.yaml', '-o', 'generated/api.ts')).toMatchObject({ code: 0 })

  // The compiler asks for the line in src.
  const missing = await typeCheck()
  expect(missing.code).not.toBe(0)
  expect(missing.output).toContain('src/permission-level.ts')
  expect(missing.output).not.toMatch(/^(?!src\/permission-level\.ts)\S+\.ts\(/m)

  await edit('src/permission-level.ts', '{ unrestricted: true }', `{ unrestricted: true, ${LEVEL}: true }`)
  expect(await typeCheck()).toEqual({ code: 0, output: '' })
  expect(await run('node', 'application.ts')).toEqual({
    code: 0,
    output: `requested ${LEVEL}\nunrestricted unconfirmed\n${LEVEL} granted\nagain done\n`,
  })
})

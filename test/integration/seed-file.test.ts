import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseSeed } from '../../edge/sandbox/config/seed-file.ts'
import { createSandbox, defaultSeed } from '../../edge/sandbox/index.ts'
import { ROOT } from '../scripts/run.ts'

const YAML = `# yaml-language-server: $schema=seed.schema.json
clients:
  - { clientId: mine, clientSecret: my-secret }
accounts:
  - name: ada
    description: the first
    permissions: accepted
    profiles:
      - id: one
        provider: google
        service: gmail
        name: ada@example.com
        calendars:
          - { id: work, name: Work, primary: true }
          - { id: old, name: "Old: project", deleted: true, readonly: false, permissionLevel: unrestricted }
`

/** The lines of the error message, without what they all begin with. */
function issuesOf(text: string): string[] {
  try {
    parseSeed(text, 'seed.yaml')
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return (error as TypeError).message
      .split('\n')
      .map((line) => line.replace(/^Cannot read the seed: seed.yaml: ?/, ''))
  }
  return []
}

const UNKNOWN = 'This property is unknown. Remove or rename it.'

test.each<[why: string, search: string, replacement: string, issues: string[]]>([
  ['is missing', '    description: the first\n', '', ['/accounts/0: "description" is missing.']],
  [
    'is misspelled',
    'description:',
    'desciption:',
    ['/accounts/0: "description" is missing.', `/accounts/0/desciption: ${UNKNOWN}`],
  ],
  ['is misspelled at the top', 'accounts:', 'acounts:', ['the seed: "accounts" is missing.', `/acounts: ${UNKNOWN}`]],
  ['is unknown in a calendar', 'primary', 'first', [`/accounts/0/profiles/0/calendars/0/first: ${UNKNOWN}`]],
  ['has a strange name', 'primary', '"a/b ~c"', [`/accounts/0/profiles/0/calendars/0/a~1b ~0c: ${UNKNOWN}`]],
  ['is not a string', 'name: ada\n', 'name: 5\n', ['/accounts/0/name: ']],
  ['is null', 'name: ada\n', 'name:\n', ['/accounts/0/name: ']],
  ['is empty', 'name: ada\n', 'name: ""\n', ['/accounts/0/name: ']],
  ['is not an array', 'clients:\n  - {', 'clients:\n    {', ['/clients: ']],
  ['is not an object', '{ clientId: mine, clientSecret: my-secret }', 'my-secret', ['/clients/0: ']],
  ['is not a boolean', 'primary: true', 'primary: yes', ['/accounts/0/profiles/0/calendars/0/primary: ']],
  ['is not one of the allowed values', 'accepted', 'maybe', ['/accounts/0/permissions: ']],
  [
    'is another level',
    'permissionLevel: unrestricted',
    'permissionLevel: free_busy',
    ['/calendars/1/permissionLevel: '],
  ],
  [
    'exists twice',
    'id: old',
    'id: work',
    ['/accounts/0/profiles/0/calendars/1/id: calendar of profile "one" "work" exists twice.'],
  ],
  ['has its key twice', 'description:', 'name:', ['6:5: Map keys must be unique']],
])('parseSeed() names the place when something %s', (_, search, replacement, issues) => {
  const found = issuesOf(YAML.replace(search, replacement))
  expect(found).toHaveLength(issues.length)
  for (const [index, issue] of issues.entries()) expect(found[index]).toContain(issue)
})

test.each([
  ['', 'the seed: '],
  ['[]', 'the seed: '],
  ['{"clients": [', '1:14: '],
  ['{"clients": !wrong []}', '1:13: Unresolved tag: !wrong'],
  ['{}\n---\n{}', '2:1: Source contains multiple documents'],
])('parseSeed() rejects %j', (text, issue) => {
  expect(issuesOf(text)[0]).toContain(issue)
})

test('parseSeed() reports ten issues, and how many more there are', () => {
  const accounts = Array.from({ length: 12 }, (_, index) => ({ name: index, description: '', profiles: [] }))
  const issues = issuesOf(JSON.stringify({ clients: [{ clientId: 'c', clientSecret: 's' }], accounts }))
  expect(issues).toHaveLength(11)
  expect(issues[10]).toContain('and 2 more issues')
})

test('parseSeed() never quotes a secret', () => {
  const issues = issuesOf(YAML.replace('my-secret', '[SECRET]'))
  expect(issues).toEqual([expect.stringContaining('/clients/0/clientSecret: ')])
  expect(issues.join()).not.toContain('SECRET')
})

test('parseSeed() reads YAML', () => {
  const seed = parseSeed(YAML, 'seed.yaml')
  expect(seed.clients).toEqual([{ clientId: 'mine', clientSecret: 'my-secret' }])
  expect(seed.accounts[0]?.profiles[0]?.calendars[1]).toEqual({
    ...{ id: 'old', name: 'Old: project', deleted: true, readonly: false, permissionLevel: 'unrestricted' },
  })
  expect(() => createSandbox({ seed })).not.toThrow()
})

test.each([undefined, 2, '\t'])('parseSeed() reads the default seed back from JSON, indented by %j', (indent) => {
  const text = JSON.stringify({ $schema: './seed.schema.json', ...defaultSeed }, null, indent)
  expect(parseSeed(text, 'seed.json')).toEqual(defaultSeed)
})

test('parseSeed() keeps behaviors', () => {
  const seed = parseSeed(`${YAML}behaviors: { permissionsStatus: 202, urlTtlSeconds: 60 }\n`, 'seed.yaml')
  expect(seed.behaviors).toEqual({ permissionsStatus: 202, urlTtlSeconds: 60 })
})

test.each([
  ['single: true', `/behaviors/single: ${UNKNOWN}`],
  ['permissionsStatus: 201', '/behaviors/permissionsStatus: '],
  ['urlTtlSeconds: 1.5', '/behaviors/urlTtlSeconds: '],
  ['urlTtlSeconds: 0', '/behaviors/urlTtlSeconds: '],
  ['redirectUris: [x]', '/behaviors: Cannot set behaviors: /redirectUris: '],
])('parseSeed() rejects behaviors with %s', (behaviors, issue) => {
  expect(issuesOf(`${YAML}behaviors: { ${behaviors} }\n`)[0]).toContain(issue)
})

test('the seed that the guide shows starts an emulator', async () => {
  const text = await readFile(join(ROOT, 'test/examples/seed.yaml'), 'utf8')
  const sandbox = createSandbox({ seed: parseSeed(text, 'seed.yaml') })
  const response = await sandbox.fetch(
    new Request('http://127.0.0.1:4010/sandbox/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'ada', data_center: 'de' }),
    }),
  )
  expect(await response.json()).toMatchObject({ sub: 'acc_de_ada', linking_profile: { profile_id: 'pro_de_ada1' } })
})

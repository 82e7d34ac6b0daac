import { expect, test } from 'vitest'
import { BEHAVIOR_NAMES } from '../../edge/sandbox/config/behaviors.ts'
import { parseSeed } from '../../edge/sandbox/config/seed-file.ts'
import { seedSchema } from '../../edge/sandbox/config/seed-schema.ts'
import { createSandbox, defaultSeed } from '../../edge/sandbox/index.ts'

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
          - { id: old, name: "Old: project", deleted: true, readonly: false, unrestricted: true }
`

/** What a person reads of a text that is refused, without the beginning that every line has. */
function faultsOf(text: string): string[] {
  try {
    parseSeed(text, 'seed.yaml')
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return (error as TypeError).message.split('\n').map((line) => line.replace('Cannot read the seed: seed.yaml:', ''))
  }
  return []
}

test.each<[why: string, search: string, replacement: string, faults: string[]]>([
  ['is missing', '    description: the first\n', '', ['5:5: accounts[0].description is missing']],
  [
    'is unknown',
    'description:',
    'desciption:',
    [
      '5:5: accounts[0].description is missing',
      '6:5: accounts[0].desciption is unknown; known are "name", "description", "permissions", "profiles"',
    ],
  ],
  [
    'is unknown at the top',
    'accounts:',
    'acounts:',
    ['2:1: accounts is missing', '4:1: acounts is unknown; known are "$schema", "clients", "accounts", "behaviors"'],
  ],
  [
    'is unknown in a calendar',
    'primary',
    'first',
    [
      '14:37: accounts[0].profiles[0].calendars[0].first is unknown; known are "id", "name", "primary", "readonly", "deleted", "unrestricted"',
    ],
  ],
  [
    'has a strange name',
    'primary',
    '"a/b ~c"',
    [
      '14:37: accounts[0].profiles[0].calendars[0]["a/b ~c"] is unknown; known are "id", "name", "primary", "readonly", "deleted", "unrestricted"',
    ],
  ],
  ['is no text', 'name: ada\n', 'name: 5\n', ['5:11: accounts[0].name is not a string']],
  ['is nothing', 'name: ada\n', 'name:\n', ['5:10: accounts[0].name is not a string']],
  ['is empty', 'name: ada\n', 'name: ""\n', ['5:11: accounts[0].name is empty']],
  ['is no list', 'clients:\n  - {', 'clients:\n    {', ['3:5: clients is not a list']],
  ['is no object', '{ clientId: mine, clientSecret: my-secret }', 'my-secret', ['3:5: clients[0] is not an object']],
  [
    'is no yes or no',
    'primary: true',
    'primary: yes',
    ['14:46: accounts[0].profiles[0].calendars[0].primary is not true or false'],
  ],
  [
    'is none of a few',
    'accepted',
    'maybe',
    [
      '7:18: accounts[0].permissions is "maybe", not one of "redirect","accepted","payment_required","insufficient_scope","enterprise_scope_missing","account_locked"',
    ],
  ],
  [
    'is there twice',
    'id: old',
    'id: work',
    ['15:19: accounts[0].profiles[0].calendars[1].id repeats calendar of profile "one" "work"'],
  ],
  ['has its key twice', 'description:', 'name:', ['6:5: Map keys must be unique']],
])('parseSeed() names line, column and path when something %s', (_, search, replacement, faults) => {
  expect(faultsOf(YAML.replace(search, replacement))).toEqual(faults)
})

test.each([
  ['', '1:1: the seed is not an object'],
  ['[]', '1:1: the seed is not an object'],
  ['{"clients": [', '1:14: '],
  ['{"clients": !wrong []}', '1:13: Unresolved tag: !wrong'],
  ['{}\n---\n{}', '2:1: Source contains multiple documents'],
])('parseSeed() refuses %j', (text, fault) => {
  expect(faultsOf(text)[0]).toContain(fault)
})

test('parseSeed() tells ten faults, and how many more there are', () => {
  const accounts = Array.from({ length: 12 }, (_, index) => ({ name: index, description: '', profiles: [] }))
  const faults = faultsOf(JSON.stringify({ clients: [{ clientId: 'c', clientSecret: 's' }], accounts }))
  expect(faults).toHaveLength(11)
  expect(faults[10]).toBe(' 2 more')
})

test('parseSeed() never quotes a secret', () => {
  expect(faultsOf(YAML.replace('my-secret', '[SECRET]'))).toEqual(['3:37: clients[0].clientSecret is not a string'])
})

test('parseSeed() reads YAML', () => {
  const seed = parseSeed(YAML, 'seed.yaml')
  expect(seed.clients).toEqual([{ clientId: 'mine', clientSecret: 'my-secret' }])
  expect(seed.accounts[0]?.profiles[0]?.calendars[1]).toEqual({
    ...{ id: 'old', name: 'Old: project', deleted: true, readonly: false, unrestricted: true },
  })
  expect(() => createSandbox({ seed })).not.toThrow()
})

test.each([undefined, 2, '\t'])('parseSeed() reads the default seed back from JSON, indented by %j', (indent) => {
  const text = JSON.stringify({ $schema: './seed.schema.json', ...defaultSeed }, null, indent)
  expect(parseSeed(text, 'seed.json')).toEqual(defaultSeed)
})

test('parseSeed() hands on the switches of behaviors', () => {
  const seed = parseSeed(`${YAML}behaviors: { permissionsStatus: 202, urlTtlSeconds: 60 }\n`, 'seed.yaml')
  expect(seed.behaviors).toEqual({ permissionsStatus: 202, urlTtlSeconds: 60 })
})

test.each([
  ['single: true', '16:14: behaviors.single is unknown; known are "permissionsStatus", "singleUseUrl", '],
  ['permissionsStatus: 201', '16:33: behaviors.permissionsStatus is 201, not one of 200,202'],
  ['urlTtlSeconds: 1.5', '16:29: behaviors.urlTtlSeconds is not a whole number'],
  ['urlTtlSeconds: 0', '16:29: behaviors.urlTtlSeconds: 0 is less than 1'],
  ['redirectUris: [x]', '16:12: Cannot set behaviors: redirectUris is ["x"], not a list of absolute http or https'],
])('parseSeed() refuses behaviors with %s', (behaviors, fault) => {
  expect(faultsOf(`${YAML}behaviors: { ${behaviors} }\n`)[0]).toContain(fault)
})

test('the schema has every switch and no other', () => {
  const { definitions } = seedSchema
  expect(Object.keys(definitions['behavior']?.properties ?? {})).toEqual(BEHAVIOR_NAMES)
})

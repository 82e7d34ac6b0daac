import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Document, parseDocument } from 'yaml'
import { findBreakingChanges } from '../helpers/breaking-changes.ts'
import { ROOT } from '../scripts/run.ts'

/** The description as it was last released. A release renews it: `cp openapi.yaml test/contract/released.openapi.yaml`. */
const RELEASED = join(ROOT, 'test/contract/released.openapi.yaml')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breaking-changes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What breaks where the last release is changed like this. */
async function breaksWhere(change: (description: Document) => void): Promise<string[]> {
  const description = parseDocument(await readFile(RELEASED, 'utf8'))
  change(description)
  const file = join(folder, `${crypto.randomUUID()}.yaml`)
  await writeFile(file, String(description))
  return findBreakingChanges(RELEASED, file)
}

const schema = (name: string, ...path: string[]) => ['components', 'schemas', name, ...path]
const operation = (path: string, method: string, ...rest: string[]) => ['paths', path, method, ...rest]
const FIELD = { type: 'string', description: 'A field that is planted.' }
const PARAMETER = {
  name: 'page',
  in: 'query',
  description: 'A parameter that is planted.',
  schema: { type: 'integer' },
}

test('openapi.yaml breaks no client of the last release', async () => {
  expect(await findBreakingChanges(RELEASED, join(ROOT, 'openapi.yaml'))).toEqual([])
})

test.concurrent.each<[string, string, (description: Document) => void]>([
  ['an operation is gone', 'Path `/v1/userinfo` was removed', (to) => to.deleteIn(['paths', '/v1/userinfo'])],
  [
    'an operation has another method',
    'Operation `POST /v1/permissions` was removed',
    (to) => {
      to.setIn(operation('/v1/permissions', 'put'), to.getIn(operation('/v1/permissions', 'post')))
      to.deleteIn(operation('/v1/permissions', 'post'))
    },
  ],
  [
    'an operation has another id',
    "from 'getUserInfo' to 'userInfo'",
    (to) => to.setIn(operation('/v1/userinfo', 'get', 'operationId'), 'userInfo'),
  ],
  [
    'an operation has another tag',
    'The operation has another tag',
    (to) => to.setIn(operation('/v1/userinfo', 'get', 'tags'), ['OAuth']),
  ],
  [
    'a parameter is required that is new',
    'Required `page` query parameter was added',
    (to) => to.setIn(operation('/v1/calendars', 'get', 'parameters'), [{ ...PARAMETER, required: true }]),
  ],
  [
    'a request needs a field that is new',
    'became required: `state`',
    (to) => {
      to.setIn(schema('PermissionsRequest', 'properties', 'state'), FIELD)
      to.addIn(schema('PermissionsRequest', 'required'), 'state')
    },
  ],
  [
    'a request needs a field that could be left out',
    'became required: `code`',
    (to) => to.addIn(schema('TokenRequest', 'required'), 'code'),
  ],
  [
    'a request has lost a field',
    'properties/refresh_token: The field or schema is gone',
    (to) => to.deleteIn(schema('TokenRequest', 'properties', 'refresh_token')),
  ],
  [
    'a request may not have a value any more',
    "Enum of `grant_type` lost values: 'authorization_code'",
    (to) => to.deleteIn([...schema('TokenRequest', 'properties', 'grant_type', 'enum'), 0]),
  ],
  [
    'a request has a limit that is new',
    "`maxItems` of `permissions` was set to '50'",
    (to) => to.setIn(schema('PermissionsRequest', 'properties', 'permissions', 'maxItems'), 50),
  ],
  [
    'an answer has lost a field',
    'Property `permission_level` of `Calendar` was removed',
    (to) => to.deleteIn(schema('Calendar', 'properties', 'permission_level')),
  ],
  [
    'an answer may lack a field',
    'Properties of `CalendarList` are no longer required: `calendars`',
    (to) => to.deleteIn(schema('CalendarList', 'required')),
  ],
  [
    'an answer has a field of another type',
    "Type of `expires_in` widened from 'integer' to 'string'",
    (to) => to.setIn(schema('TokenResponse', 'properties', 'expires_in', 'type'), 'string'),
  ],
  [
    'an answer is gone',
    'Response `422` was removed',
    (to) => to.deleteIn(operation('/v1/permissions', 'post', 'responses', '422')),
  ],
  [
    'a schema has another name',
    'PermissionItem: The schema had another name',
    (to) => {
      to.setIn(schema('PermissionItem'), to.getIn(schema('PermissionRequestItem')))
      to.deleteIn(schema('PermissionRequestItem'))
      to.setIn(
        schema('PermissionsRequest', 'properties', 'permissions', 'items', '$ref'),
        '#/components/schemas/PermissionItem',
      )
    },
  ],
  ['a server is gone', 'Server `https://api-de.cronofy.com` was removed', (to) => to.deleteIn(['servers', 3])],
  [
    'a call needs a token',
    'Authentication became required',
    (to) => to.setIn(operation('/oauth/token', 'post', 'security'), [{ accessToken: [] }]),
  ],
])('a client breaks where %s', async (_, named, change) => {
  expect(await breaksWhere(change)).toEqual([expect.stringContaining(named)])
})

test('no client breaks where operations, fields and prose are added', async () => {
  const breaks = await breaksWhere((to) => {
    to.setIn(schema('Calendar', 'properties', 'calendar_color'), FIELD)
    to.setIn(schema('PermissionsRequest', 'properties', 'state'), FIELD)
    to.setIn(operation('/v1/calendars', 'get', 'parameters'), [PARAMETER])
    to.setIn(operation('/v1/calendars', 'get', 'summary'), 'In other words')
    to.setIn(['paths', '/v1/account'], {
      get: { operationId: 'readAccount', responses: { 200: { description: 'The account.' } } },
    })
  })
  expect(breaks).toEqual([])
})

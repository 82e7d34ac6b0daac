import { expect, test } from 'vitest'
import { createSchemaValidator } from '../../../edge/sandbox/openapi/schema-validator.ts'
import { description } from '../../../generated/description.ts'

const required = [{ key: 'errors.required', description: 'required' }]
const invalid = [{ key: 'errors.invalid', description: 'invalid' }]
const item = { calendar_id: 'cal', permission_level: 'unrestricted' }

test.each<[string, unknown, object]>([
  ['nothing is there', {}, { permissions: required, redirect_uri: required }],
  ['it is a list', [], { body: invalid }],
  ['it is null', null, { body: invalid }],
  ['the list is empty', { permissions: [], redirect_uri: 'https://a.example' }, { permissions: invalid }],
  ['an address is relative', { permissions: [item], redirect_uri: '/back' }, { redirect_uri: invalid }],
  [
    'fields of items are missing or wrong',
    { permissions: [item, {}, 7, { calendar_id: '', permission_level: 'sandbox' }], redirect_uri: 'https://a.example' },
    {
      'permissions[1].calendar_id': required,
      'permissions[1].permission_level': required,
      'permissions[2]': invalid,
      'permissions[3].calendar_id': invalid,
      'permissions[3].permission_level': invalid,
    },
  ],
])('validate() names every field when %s', (_, value, expected) => {
  expect(createSchemaValidator().validate('PermissionsRequest', value)).toEqual(expected)
})

test('validate() does not take an inherited property for a field', () => {
  const value = JSON.parse('{"__proto__":{"permissions":[],"redirect_uri":"https://a.example"}}')
  expect(createSchemaValidator().validate('PermissionsRequest', value)).toEqual({
    permissions: required,
    redirect_uri: required,
  })
})

test('validate() is undefined when the value is valid', () => {
  const contract = createSchemaValidator()
  expect(
    contract.validate('PermissionsRequest', { permissions: [item], redirect_uri: 'https://a.example' }),
  ).toBeUndefined()
  expect(
    contract.validate('PermissionsRequest', { permissions: [item], redirect_uri: 'https://a.example' }),
  ).toBeUndefined()
})

test('createSchemaValidator() leaves the description as it is', () => {
  createSchemaValidator().validate('UserInfo', {})
  expect(Object.getOwnPropertyNames(description.schemas['UserInfo'])).not.toContain('__absolute_uri__')
})

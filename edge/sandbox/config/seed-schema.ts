/**
 * The JSON Schema of a seed file (`--seed FILE`). `npm run generate` writes it to `seed.schema.json`, where editors find it.
 * Here it is a module, because not every runtime and bundler can import JSON.
 *
 * @module
 */
import { behaviorsSchema } from './behaviors.ts'
import { PERMISSIONS_RESPONSE_KINDS, SEED_PERMISSION_LEVELS } from './seed.ts'

const nonEmptyString = { type: 'string', minLength: 1 }

const falseByDefault = { type: 'boolean', default: false }

const arrayOf = (name: string) => ({ type: 'array', items: { $ref: `#/definitions/${name}` } })

export const seedSchema: Readonly<Record<string, unknown>> = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Seed of the Cronofy emulator',
  type: 'object',
  additionalProperties: false,
  required: ['clients', 'accounts'],
  properties: {
    $schema: { type: 'string', description: 'The URL of this schema, for editors. The emulator ignores it.' },
    clients: {
      ...arrayOf('client'),
      minItems: 1,
      description:
        'The applications, the same in every data center. POST /sandbox/tokens creates tokens for the first one.',
    },
    accounts: { ...arrayOf('account'), description: 'The users, the same in every data center, with separate IDs.' },
    behaviors: { $ref: '#/definitions/behavior' },
  },
  definitions: {
    behavior: {
      ...behaviorsSchema('camelCase'),
      description: 'Changes what the emulator does where the behavior of Cronofy is unknown.',
    },
    client: {
      type: 'object',
      description: 'The credentials of an application.',
      additionalProperties: false,
      required: ['clientId', 'clientSecret'],
      properties: { clientId: nonEmptyString, clientSecret: nonEmptyString },
    },
    account: {
      type: 'object',
      description: 'A user of calendar providers.',
      additionalProperties: false,
      required: ['name', 'description', 'profiles'],
      properties: {
        name: {
          ...nonEmptyString,
          description: 'Unique. The sub contains it: in de, the sub of google is acc_de_google.',
        },
        description: { type: 'string', description: 'One line that helps to choose an account.' },
        permissions: {
          enum: PERMISSIONS_RESPONSE_KINDS,
          default: 'redirect',
          description:
            'How POST /v1/permissions responds. redirect: with an access page. accepted: granted at once. payment_required: 402. insufficient_scope: 403. enterprise_scope_missing: 403 or 422. account_locked: 423.',
        },
        profiles: {
          ...arrayOf('profile'),
          description: 'The first one is the linking_profile of every token response.',
        },
      },
    },
    profile: {
      type: 'object',
      description: 'An account at a calendar provider that the user connected.',
      additionalProperties: false,
      required: ['id', 'provider', 'name', 'calendars'],
      properties: {
        id: { ...nonEmptyString, description: 'Unique in the seed. In de, the ID of google1 is pro_de_google1.' },
        provider: {
          ...nonEmptyString,
          description: 'provider_name on the wire: google, exchange, live_connect, apple, or another.',
        },
        service: { type: 'string', description: 'provider_service on the wire. Omitted if this is absent.' },
        name: { type: 'string', description: 'profile_name on the wire, usually an email address.' },
        calendars: arrayOf('calendar'),
      },
    },
    calendar: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'name'],
      properties: {
        id: {
          ...nonEmptyString,
          description: 'Unique in its profile. In de, the ID of work of google1 is cal_de_google1_work.',
        },
        name: { type: 'string' },
        primary: falseByDefault,
        readonly: falseByDefault,
        deleted: falseByDefault,
        permissionLevel: {
          enum: SEED_PERMISSION_LEVELS,
          default: 'sandbox',
          description: 'Whether the application may change only its own events (sandbox) or all events (unrestricted).',
        },
      },
    },
  },
}

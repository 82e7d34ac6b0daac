/**
 * The seed as a file: what `--seed FILE` may hold, as a JSON Schema. `npm run generate` writes it to `seed.schema.json`,
 * where editors find it; here it is a module, as not every runtime and bundler takes JSON for one.
 *
 * @module
 */

/** As much of the schema's shape as there is use for. */
export interface SeedSchema extends ObjectSchema {
  /** `behavior`, `client`, `account`, `profile`, `calendar`. */
  readonly definitions: Readonly<Record<string, ObjectSchema>>
}

/** A JSON Schema for an object. */
export interface ObjectSchema {
  readonly [keyword: string]: unknown
  readonly properties: Readonly<Record<string, unknown>>
}

/** A text that stands for something. */
const nonEmptyString = { type: 'string', minLength: 1 }

/** A yes or no that is no unless it is given. */
const falseByDefault = { type: 'boolean', default: false }

/** JSON Schema, draft 7. Its shapes are those of `seed.ts`; unknown fields are refused. */
export const seedSchema: SeedSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'What a sandbox starts with',
  type: 'object',
  additionalProperties: false,
  required: ['clients', 'accounts'],
  properties: {
    $schema: { type: 'string', description: 'Where an editor finds this schema. The sandbox does not look at it.' },
    clients: {
      type: 'array',
      minItems: 1,
      description: 'The applications, the same in every data center. POST /sandbox/tokens makes those of the first.',
      items: { $ref: '#/definitions/client' },
    },
    accounts: {
      type: 'array',
      description: 'The users, the same in every data center, under ids of their own.',
      items: { $ref: '#/definitions/account' },
    },
    behaviors: { $ref: '#/definitions/behavior' },
  },
  definitions: {
    behavior: {
      type: 'object',
      description: 'Guesses about the provider, switched.',
      additionalProperties: false,
      properties: {
        permissionsStatus: { enum: [200, 202], default: 200, description: 'POST /v1/permissions, where it succeeds.' },
        singleUseUrl: { type: 'boolean', default: true, description: 'An access page is good for one decision.' },
        urlTtlSeconds: {
          type: 'integer',
          minimum: 1,
          maximum: 86_400,
          default: 3600,
          description: 'How long the address of an access page lives.',
        },
        partialAcceptance: { type: 'boolean', default: true, description: 'A user may accept some of the calendars.' },
        redirectUris: {
          type: 'array',
          items: { type: 'string' },
          description: 'The only redirect URIs that will do, exactly. Without it any http or https address will.',
        },
        missingScopeStatus: { enum: [403, 422], default: 403, description: 'What enterprise_scope_missing answers.' },
        emptyUnauthorized: { type: 'boolean', default: false, description: 'A 401 has no body.' },
      },
    },
    client: {
      type: 'object',
      description: "An application's credentials.",
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
        name: { ...nonEmptyString, description: 'Unique. The sub is made of it: google is acc_de_google in de.' },
        description: { type: 'string', description: 'One line for whoever has to choose an account.' },
        permissions: {
          enum: [
            'redirect',
            'accepted',
            'payment_required',
            'insufficient_scope',
            'enterprise_scope_missing',
            'account_locked',
          ],
          default: 'redirect',
          description:
            'What POST /v1/permissions answers: an access page, accepted at once, 402, 403, 403 or 422, or 423.',
        },
        profiles: {
          type: 'array',
          description: 'The first one is the linking_profile of every token response.',
          items: { $ref: '#/definitions/profile' },
        },
      },
    },
    profile: {
      type: 'object',
      description: 'A connected provider account.',
      additionalProperties: false,
      required: ['id', 'provider', 'name', 'calendars'],
      properties: {
        id: { ...nonEmptyString, description: 'Unique in the seed: google1 is pro_de_google1 in de.' },
        provider: {
          ...nonEmptyString,
          description: 'provider_name on the wire: google, exchange, live_connect, apple or another.',
        },
        service: { type: 'string', description: 'provider_service on the wire. Left out where it is not given.' },
        name: { type: 'string', description: 'profile_name on the wire, mostly an email address.' },
        calendars: { type: 'array', items: { $ref: '#/definitions/calendar' } },
      },
    },
    calendar: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'name'],
      properties: {
        id: { ...nonEmptyString, description: 'Unique in its profile: work of google1 is cal_de_google1_work in de.' },
        name: { type: 'string' },
        primary: falseByDefault,
        readonly: falseByDefault,
        deleted: falseByDefault,
        unrestricted: { ...falseByDefault, description: 'Whether the application may do everything already.' },
      },
    },
  },
}

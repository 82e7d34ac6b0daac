import { expect, test } from 'vitest'
import { defaultSeed } from '../../../edge/sandbox/index.ts'
import { description } from '../../../generated/description.ts'
import { findFaults } from '../../helpers/strict-schemas.ts'
import { type Answer, CLIENT, createCaller, permissionsFor } from '../sandbox-client.ts'

/** What openapi.yaml does not have of an answer. The sandbox holds its answers against it too, but lets other fields pass. */
function faultsOf(operationId: string, { status, text, json }: Answer): string[] {
  const responses = description.operations.find((known) => known.operationId === operationId)?.responses ?? {}
  const content = responses[status] ?? responses[`${Math.floor(status / 100)}XX`]
  if (content === undefined) return [`there is no status ${status}`]
  const schema = content['application/json']
  return text === '' || schema === undefined ? [] : findFaults(schema, json)
}

test.each(defaultSeed.accounts.map(({ name }) => name))(
  'the sandbox answers for the account %s with nothing that openapi.yaml does not have',
  async (name) => {
    const { call, tokens } = createCaller()
    const { access_token: token, refresh_token } = await tokens(name)
    const list = await call('/v1/calendars', { token })
    const ids = ((list.json as { calendars?: { calendar_id: string }[] }).calendars ?? []).map((one) => one.calendar_id)
    const answers: [string, Answer][] = [
      ['listCalendars', list],
      ['getUserInfo', await call('/v1/userinfo', { token })],
      ['requestPermissions', await call('/v1/permissions', { token, json: permissionsFor(ids) })],
      ['requestPermissions', await call('/v1/permissions', { token, json: {} })],
      ['requestToken', await call('/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token } })],
      [
        'requestToken',
        await call('/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token: 'a' } }),
      ],
      ['revokeToken', await call('/oauth/token/revoke', { form: { ...CLIENT, token: refresh_token } })],
      ['listCalendars', await call('/v1/calendars', { token })],
    ]
    expect(answers.flatMap(([operationId, answer]) => faultsOf(operationId, answer))).toEqual([])
    expect(answers.map(([, { status }]) => status)).toContain(200)
    expect(answers.at(-1)?.[1].status).toBe(401)
  },
)

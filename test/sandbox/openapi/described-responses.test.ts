import { expect, test } from 'vitest'
import { defaultSeed } from '../../../edge/sandbox/index.ts'
import { description } from '../../../generated/description.ts'
import { findIssues } from '../../helpers/strict-schemas.ts'
import { CLIENT, createSandboxClient, permissionsBody, type SandboxResponse } from '../sandbox-client.ts'

/** What openapi.yaml does not have of an answer. The sandbox holds its answers against it too, but lets other fields pass. */
function findDescriptionIssues(operationId: string, { status, text, json }: SandboxResponse): string[] {
  const responses = description.operations.find((known) => known.operationId === operationId)?.responses ?? {}
  const content = responses[status] ?? responses[`${Math.floor(status / 100)}XX`]
  if (content === undefined) return [`there is no status ${status}`]
  const schema = content['application/json']
  return text === '' || schema === undefined ? [] : findIssues(schema, json)
}

test.each(defaultSeed.accounts.map(({ name }) => name))(
  'the sandbox answers for the account %s with nothing that openapi.yaml does not have',
  async (name) => {
    const { call, tokens } = createSandboxClient()
    const { access_token: token, refresh_token } = await tokens(name)
    const list = await call('/v1/calendars', { token })
    const ids = ((list.json as { calendars?: { calendar_id: string }[] }).calendars ?? []).map(
      (calendar) => calendar.calendar_id,
    )
    const responses: [string, SandboxResponse][] = [
      ['listCalendars', list],
      ['getUserInfo', await call('/v1/userinfo', { token })],
      ['requestPermissions', await call('/v1/permissions', { token, json: permissionsBody(ids) })],
      ['requestPermissions', await call('/v1/permissions', { token, json: {} })],
      ['requestToken', await call('/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token } })],
      [
        'requestToken',
        await call('/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token: 'a' } }),
      ],
      ['revokeToken', await call('/oauth/token/revoke', { form: { ...CLIENT, token: refresh_token } })],
      ['listCalendars', await call('/v1/calendars', { token })],
    ]
    expect(responses.flatMap(([operationId, response]) => findDescriptionIssues(operationId, response))).toEqual([])
    expect(responses.map(([, { status }]) => status)).toContain(200)
    expect(responses.at(-1)?.[1].status).toBe(401)
  },
)

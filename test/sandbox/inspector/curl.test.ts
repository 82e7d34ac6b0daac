import { expect, test } from 'vitest'
import type { JournalEntry } from '../../../edge/sandbox/index.ts'
import { type CurlRequest, toCurl } from '../../../edge/sandbox/inspector/curl.ts'
import { CLIENT, createSandboxClient, permissionsBody } from '../sandbox-client.ts'

const ORIGIN = 'http://127.0.0.1:4010'
const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

const asked = (entry: Partial<CurlRequest>): CurlRequest => ({
  method: 'GET',
  path: '/v1/calendars',
  authorization: null,
  content_type: null,
  request_body: null,
  ...entry,
})

test.each<[string, Partial<CurlRequest>, string]>([
  ['a read', { authorization: 'bearer ***' }, `${ORIGIN}/v1/calendars \\\n  -H "authorization: bearer $TOKEN"`],
  [
    'an authorization of no known scheme',
    { authorization: '***' },
    `${ORIGIN}/v1/calendars \\\n  -H "authorization: $TOKEN"`,
  ],
  ['a HEAD', { method: 'HEAD' }, `--head ${ORIGIN}/v1/calendars`],
  ['a POST without a body', { method: 'POST' }, `-X POST ${ORIGIN}/v1/calendars`],
  ['a method made of signs', { method: "A'`$|!" }, `-X 'A'\\''\`$|!' ${ORIGIN}/v1/calendars`],
  [
    'secrets in the path',
    { path: '/x?code=***&a=1&access_token=***#***' },
    `'${ORIGIN}/x?code='"$CODE"'&a=1&access_token='"$TOKEN"'#'"$SECRET"`,
  ],
  [
    'a secret in an address in the path',
    { path: '/x?to=https%3A%2F%2Fa%3Frequest%3D***' },
    `"${ORIGIN}/x?to=https%3A%2F%2Fa%3Frequest%3D$REQUEST"`,
  ],
  [
    'secrets behind names that are written in other ways',
    { path: '/x;code=***&Access-Token[]=***' },
    `--globoff '${ORIGIN}/x;code='"$CODE"'&Access-Token[]='"$TOKEN"`,
  ],
  ['a hostile path', { path: "/';id;'$(id)?{a,b}[1-9]" }, `--globoff '${ORIGIN}/'\\'';id;'\\''$(id)?{a,b}[1-9]'`],
  [
    'JSON',
    {
      method: 'POST',
      content_type: `${JSON_TYPE}; charset=utf-8`,
      request_body: { a: [1, null, true, "it's\n\u202e"], b: {} },
    },
    `${ORIGIN}/v1/calendars \\\n  -H 'content-type: application/json; charset=utf-8' \\\n  --data-raw '{"a":[1,null,true,"it'\\''s\\n\\u202e"],"b":{}}'`,
  ],
  [
    'secrets in JSON',
    {
      method: 'POST',
      content_type: JSON_TYPE,
      request_body: {
        client_secret: '***',
        '***': '',
        to: 'https://a/?request=***&b=1',
        list: ['***'],
        Refresh_Token: '***',
      },
    },
    `${ORIGIN}/v1/calendars \\\n  -H 'content-type: application/json' \\\n  --data-raw '{"client_secret":"'"$CLIENT_SECRET"'","'"$SECRET"'":"","to":"https://a/?request='"$REQUEST"'&b=1","list":["'"$SECRET"'"],"Refresh_Token":"'"$REFRESH_TOKEN"'"}'`,
  ],
  [
    'a name that would be a variable of its own',
    { method: 'POST', content_type: JSON_TYPE, request_body: { PATH: '***', 'IFS;id': '***' } },
    `${ORIGIN}/v1/calendars \\\n  -H 'content-type: application/json' \\\n  --data-raw '{"PATH":"'"$SECRET"'","IFS;id":"'"$SECRET"'"}'`,
  ],
  [
    'a form',
    { method: 'POST', content_type: FORM, request_body: { code: '***', a: ['1 2', "'&="], '@file': '@/etc/passwd' } },
    `${ORIGIN}/v1/calendars \\\n  -H 'content-type: ${FORM}' \\\n  --data-raw 'code='"$CODE"'&a=1%202&a='\\''%26%3D&%40file=%40%2Fetc%2Fpasswd'`,
  ],
  [
    'a body that begins with @',
    { method: 'POST', content_type: JSON_TYPE, request_body: '@/etc/passwd' },
    `${ORIGIN}/v1/calendars \\\n  -H 'content-type: application/json' \\\n  --data-raw '"@/etc/passwd"'`,
  ],
  [
    'a body that was not kept',
    { method: 'PUT', content_type: 'text/plain', request_body: '5 characters of "text/plain"' },
    `-X PUT ${ORIGIN}/v1/calendars \\\n  -H 'content-type: text/plain' \\\n  --data-raw "$BODY"`,
  ],
  [
    'a body of no type',
    { method: 'POST', request_body: '5 characters of ""' },
    `${ORIGIN}/v1/calendars \\\n  -H content-type: \\\n  --data-raw "$BODY"`,
  ],
])('toCurl() repeats %s', (_, entry, command) => {
  expect(toCurl(asked(entry), ORIGIN)).toBe(`curl -i ${command}`)
})

test('toCurl() repeats what the journal has of a call, without its secrets', async () => {
  const { call, tokens } = createSandboxClient()
  const { access_token, refresh_token } = await tokens('google', 'de')
  await call('/de/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token } })
  await call('/de/v1/permissions', {
    token: access_token,
    json: permissionsBody(['cal_de_google1_work'], 'https://a.example/?x=1'),
  })
  const { requests } = (await call('/sandbox/requests')).json as { requests: JournalEntry[] }
  expect(requests.map((entry) => toCurl(entry, ORIGIN))).toEqual([
    `curl -i ${ORIGIN}/de/oauth/token \\
  -H 'content-type: ${FORM};charset=UTF-8' \\
  --data-raw "client_id=sandbox&client_secret=$CLIENT_SECRET&grant_type=refresh_token&refresh_token=$REFRESH_TOKEN"`,
    `curl -i ${ORIGIN}/de/v1/permissions \\
  -H "authorization: Bearer $TOKEN" \\
  -H 'content-type: application/json' \\
  --data-raw '{"permissions":[{"calendar_id":"cal_de_google1_work","permission_level":"unrestricted"}],"redirect_uri":"https://a.example/?x=1"}'`,
  ])
})

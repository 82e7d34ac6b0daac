/** The checks of every client for the worker's API. */
import { accept, check } from './flow.js'

type Account = { data_center: 'de'; access_token: string }
type User = Account & { subject: string }

/** What a generated client has to do. Each call returns the body of the response: a result or a problem. */
export interface ServiceClient {
  readPermissions(body: Account): Promise<Result>
  beginPermissionRequest(body: User & { all_calendars: true }): Promise<Result>
  completePermissionRequest(body: User & { sealed_request: string }): Promise<Result>
}

export interface Result {
  status?: string | number
  calendars?: readonly unknown[]
  redirect?: { url: string; sealed_request?: string }
  code?: string
  errors?: Readonly<Record<string, readonly string[]>>
}

export async function walkThroughService(client: ServiceClient): Promise<void> {
  const account: Account = { data_center: 'de', access_token: process.env['ACCESS_TOKEN'] ?? '' }
  const user: User = { ...account, subject: 'user-42' }
  check('the permissions are read', (await client.readPermissions(account)).calendars?.length)

  const { redirect } = await client.beginPermissionRequest({ ...user, all_calendars: true })
  const { url, sealed_request = '' } = check('the user has to decide', redirect)
  await accept(url)
  const outcome = await client.completePermissionRequest({ ...user, sealed_request })
  check('access is granted', outcome.status === 'granted')

  const rejected = await client.readPermissions({ ...account, access_token: 'unknown' })
  check('an unknown token is a problem', rejected.code === 'account_token_rejected')
  // Short enough in characters, so that the client sends it, but too long in bytes.
  const invalid = await client.beginPermissionRequest({ ...user, subject: 'ü'.repeat(100), all_calendars: true })
  check('a field that is not valid is a problem', invalid.code === 'validation_failed')
  check('that problem names the field', invalid.errors?.['subject']?.[0])
}

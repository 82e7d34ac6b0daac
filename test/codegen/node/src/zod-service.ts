/** Requests access through the worker, with the client that openapi-zod-client writes. */
import { isAxiosError } from 'axios'
import { type Result, walkThroughService } from './service-flow.js'
import { createApiClient } from './worker.js'

const api = createApiClient(process.env['SERVICE_URL'] ?? '')
const backend = { headers: { authorization: `Bearer ${process.env['API_KEY']}` } }

/** The body of a response, also of an error. */
async function bodyOf(response: Promise<Result>): Promise<Result> {
  return response.catch((error: unknown) => {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    if (isAxiosError(cause) && cause.response !== undefined) return cause.response.data
    throw error
  })
}

await walkThroughService({
  readPermissions: (body) => bodyOf(api.readPermissions(body, backend)),
  beginPermissionRequest: (body) => bodyOf(api.beginPermissionRequest(body, backend)),
  completePermissionRequest: (body) => bodyOf(api.completePermissionRequest(body, backend)),
})

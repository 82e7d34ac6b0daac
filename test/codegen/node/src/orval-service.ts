/** Requests access through the worker, with the client that orval writes. */
import { walkThroughService } from './service-flow.js'
import { beginPermissionRequest, completePermissionRequest, readPermissions } from './worker.js'

const backend = { headers: { authorization: `Bearer ${process.env['API_KEY']}` } }

await walkThroughService({
  readPermissions: async (body) => (await readPermissions(body, backend)).data,
  beginPermissionRequest: async (body) => (await beginPermissionRequest(body, backend)).data,
  completePermissionRequest: async (body) => (await completePermissionRequest(body, backend)).data,
})

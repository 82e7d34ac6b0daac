/** Requests access through the worker, with the client that oazapfts writes. */
import { walkThroughService } from './service-flow.js'
import { beginPermissionRequest, completePermissionRequest, defaults, readPermissions } from './worker.js'

defaults.baseUrl = process.env['SERVICE_URL'] ?? ''
defaults.headers = { authorization: `Bearer ${process.env['API_KEY']}` }

await walkThroughService({
  readPermissions: async (body) => (await readPermissions(body)).data,
  beginPermissionRequest: async (body) => (await beginPermissionRequest(body)).data,
  completePermissionRequest: async (body) => (await completePermissionRequest(body)).data,
})

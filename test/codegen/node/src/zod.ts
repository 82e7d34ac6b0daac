/** Requests access with the client that openapi-zod-client writes, which validates every response. */
import { isErrorFromAlias } from '@zodios/core'
import { createApiClient, api as endpoints } from './cronofy.js'
import { REDIRECT_URI, walkThroughCronofy } from './flow.js'

const api = createApiClient(process.env['API_URL'] ?? '')
const as = (accessToken: string) => ({ headers: { authorization: `Bearer ${accessToken}` } })

await walkThroughCronofy({
  listCalendars: async (accessToken) => (await api.listCalendars(as(accessToken))).calendars,
  async requestPermissions(accessToken, calendar_id) {
    const permissions = [{ calendar_id, permission_level: 'unrestricted' as const }]
    try {
      const body = { permissions, redirect_uri: REDIRECT_URI }
      return (await api.requestPermissions(body, as(accessToken))).permissions_request
    } catch (error) {
      if (isErrorFromAlias(endpoints.api, 'requestPermissions', error) && error.response.status === 422) {
        return { errors: error.response.data.errors ?? {} }
      }
      throw error
    }
  },
  readName: async (accessToken) => (await api.getUserInfo(as(accessToken))).name,
})

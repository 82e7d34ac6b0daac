/** Requests access with the client that orval writes. */
import { getUserInfo, listCalendars, requestPermissions } from './cronofy.js'
import { REDIRECT_URI, walkThroughCronofy } from './flow.js'

const as = (accessToken: string) => ({ headers: { authorization: `Bearer ${accessToken}` } })

await walkThroughCronofy({
  async listCalendars(accessToken) {
    const response = await listCalendars(as(accessToken))
    if (response.status !== 200) throw new Error(`Cannot list the calendars: ${response.status}`)
    return response.data.calendars
  },
  async requestPermissions(accessToken, calendar_id) {
    const permissions = [{ calendar_id, permission_level: 'unrestricted' as const }]
    const response = await requestPermissions({ permissions, redirect_uri: REDIRECT_URI }, as(accessToken))
    if (response.status === 200 || response.status === 202) return response.data.permissions_request
    if (response.status === 422) return { errors: response.data.errors ?? {} }
    throw new Error(`Cannot request access: ${response.status}`)
  },
  async readName(accessToken) {
    const response = await getUserInfo(as(accessToken))
    return response.status === 200 ? response.data.name : undefined
  },
})

/** Requests access with the client that OpenAPI Generator writes on `fetch`. */
import { CalendarsApi, Configuration, ErrorResponseFromJSON, PermissionsApi, ResponseError } from './cronofy/index.js'
import { REDIRECT_URI, walkThroughCronofy } from './flow.js'

const as = (accessToken: string) => new Configuration({ basePath: process.env['API_URL'], accessToken })

await walkThroughCronofy({
  async listCalendars(accessToken) {
    const { calendars } = await new CalendarsApi(as(accessToken)).listCalendars()
    return calendars.map(({ calendarId, permissionLevel }) => ({
      calendar_id: calendarId,
      ...(permissionLevel !== undefined && { permission_level: permissionLevel }),
    }))
  },
  async requestPermissions(accessToken, calendarId) {
    const permissions = [{ calendarId, permissionLevel: 'unrestricted' as const }]
    const permissionsRequest = { permissions, redirectUri: REDIRECT_URI }
    try {
      return (await new PermissionsApi(as(accessToken)).requestPermissions({ permissionsRequest })).permissionsRequest
    } catch (error) {
      if (!(error instanceof ResponseError && error.response.status === 422)) throw error
      return { errors: ErrorResponseFromJSON(await error.response.json()).errors ?? {} }
    }
  },
  readName: async (accessToken) => (await new CalendarsApi(as(accessToken)).getUserInfo()).name,
})

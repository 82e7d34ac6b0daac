/** Requests access with the client that OpenAPI Generator writes in JavaScript, and reads what it throws. */
import { ApiClient, CalendarsApi, PermissionRequestItem, PermissionsApi, PermissionsRequest } from './cronofy/src/index'
import { check, REDIRECT_URI, walkThroughCronofy } from './flow.js'

function as(accessToken) {
  const client = new ApiClient(process.env['API_URL'])
  client.authentications['accessToken'].accessToken = accessToken
  return client
}

async function main() {
  await walkThroughCronofy({
    listCalendars: async (accessToken) => (await new CalendarsApi(as(accessToken)).listCalendars()).calendars,
    async requestPermissions(accessToken, calendarId) {
      const item = new PermissionRequestItem(calendarId, 'unrestricted')
      try {
        const request = new PermissionsRequest([item], REDIRECT_URI)
        return (await new PermissionsApi(as(accessToken)).requestPermissions(request)).permissions_request
      } catch (error) {
        if (error.status !== 422) throw error
        return error.response.body
      }
    },
    readName: async (accessToken) => (await new CalendarsApi(as(accessToken)).getUserInfo()).name,
  })

  try {
    await new PermissionsApi(as('')).requestPermissions(undefined)
    check('a missing argument is an Error', false)
  } catch (error) {
    // A schema that is named Error would hide the built-in one in the generated code.
    check('a missing argument is an Error', error instanceof Error && /Missing the required/.test(error.message))
  }
}

main()

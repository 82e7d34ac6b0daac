import { type CalendarPermission, readPermissions } from 'cronofy-extended-permissions'
import { Form, Link } from 'react-router'
import { client, tokens } from '../.server/cronofy'
import { userIdOf } from '../.server/session'
import { outcomesOf } from '../.server/store'
import type { Route } from './+types/settings'

export async function loader({ request }: Route.LoaderArgs) {
  const userId = await userIdOf(request)
  const calendars = await tokens.withAccount(userId, (account, options) =>
    readPermissions({ client, account, ...options }),
  )
  return { userId, calendars, outcomes: outcomesOf(userId ?? '') }
}

export const headers = () => ({ 'Cache-Control': 'no-store' })

export default function Settings({ loaderData: { userId, calendars, outcomes } }: Route.ComponentProps) {
  return (
    <>
      <title>Settings</title>
      <h1>Settings</h1>
      {userId === null ? <SignIn /> : calendars === null ? <Connect /> : <Calendars calendars={calendars} />}
      <h2>Requests</h2>
      <ol>
        {outcomes.map(({ requestId, status }) => (
          <li key={requestId}>{status}</li>
        ))}
      </ol>
    </>
  )
}

function SignIn() {
  return (
    <Form method="post" action="/sign-in">
      <label>
        Name <input name="user" required />
      </label>
      <button type="submit">Sign in</button>
    </Form>
  )
}

// `reloadDocument` lets the browser follow the redirects to Cronofy and back.
function Connect() {
  return (
    <p>
      <Link to="/cronofy/connect/us" reloadDocument>
        Connect your calendars
      </Link>
    </p>
  )
}

function Calendars({ calendars }: { calendars: readonly CalendarPermission[] }) {
  return (
    <Form method="post" action="/permissions/start" reloadDocument>
      {calendars.map(({ calendarId, calendarName, permissionLevel }) => (
        <p key={calendarId}>
          <label>
            <input type="checkbox" name="calendar_id" value={calendarId} /> {calendarName}: {permissionLevel}
          </label>
        </p>
      ))}
      <button type="submit">Request full access</button>
    </Form>
  )
}

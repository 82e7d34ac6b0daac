import type { CalendarPermission } from 'cronofy-extended-permissions'
import type { RecordedOutcome } from './store.ts'

interface Props {
  userId: string | null
  /** `null` if the user is not connected. */
  calendars: readonly CalendarPermission[] | null
  outcomes: readonly RecordedOutcome[]
}

export function SettingsPage({ userId, calendars, outcomes }: Props) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Settings</title>
      </head>
      <body>
        <h1>Settings</h1>
        {userId === null ? <SignIn /> : calendars === null ? <Connect /> : <Calendars calendars={calendars} />}
        <h2>Requests</h2>
        <ol>
          {outcomes.map(({ requestId, status }) => (
            <li key={requestId}>{status}</li>
          ))}
        </ol>
      </body>
    </html>
  )
}

function SignIn() {
  return (
    <form method="post" action="/sign-in">
      <label>
        Name <input name="user" required />
      </label>
      <button type="submit">Sign in</button>
    </form>
  )
}

function Connect() {
  return (
    <p>
      <a href="/cronofy/connect/us">Connect your calendars</a>
    </p>
  )
}

function Calendars({ calendars }: { calendars: readonly CalendarPermission[] }) {
  return (
    <form method="post" action="/permissions/start">
      {calendars.map(({ calendarId, calendarName, permissionLevel }) => (
        <p>
          <label>
            <input type="checkbox" name="calendar_id" value={calendarId} /> {calendarName}: {permissionLevel}
          </label>
        </p>
      ))}
      <button type="submit">Request full access</button>
    </form>
  )
}

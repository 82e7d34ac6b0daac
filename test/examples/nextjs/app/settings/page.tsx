import { getCronofy } from '../../lib/cronofy.ts'
import { readUserId } from '../../lib/session.ts'
import { outcomesOf } from '../../lib/store.ts'

export default async function SettingsPage() {
  const userId = await readUserId()
  return (
    <>
      <h1>Settings</h1>
      {userId === null ? <SignIn /> : <Calendars userId={userId} />}
    </>
  )
}

function SignIn() {
  return (
    <form method="post" action="/app/sign-in">
      <label>
        Name <input name="user" required />
      </label>
      <button type="submit">Sign in</button>
    </form>
  )
}

async function Calendars({ userId }: { userId: string }) {
  const calendars = await getCronofy().readCalendars(userId)
  if (calendars === null) {
    // Not a `Link`, which would prefetch the page and follow it by a script.
    return <a href="/app/cronofy/connect/us">Connect your calendars</a>
  }
  return (
    <>
      <form method="post" action="/app/permissions/start">
        {calendars.map(({ calendarId, calendarName, permissionLevel }) => (
          <p key={calendarId}>
            <label>
              <input type="checkbox" name="calendar_id" value={calendarId} /> {calendarName}: {permissionLevel}
            </label>
          </p>
        ))}
        <button type="submit">Allow full access</button>
      </form>
      <h2>Requests</h2>
      <ol>
        {outcomesOf(userId).map(({ requestId, status }) => (
          <li key={requestId}>{status}</li>
        ))}
      </ol>
    </>
  )
}

import type { CalendarPermission } from 'cronofy-extended-permissions'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { BASE_PATH } from '@/lib/base-path'
import { readUserId } from '@/lib/session'

export default function SettingsPage() {
  return (
    <main>
      <h1>Settings</h1>
      <Suspense fallback={<p>Loading…</p>}>
        <Settings />
      </Suspense>
    </main>
  )
}

async function Settings() {
  // Sessions and tokens expire, so this part depends on the time of the request.
  await connection()
  const userId = await readUserId()
  if (userId === null) return <SignIn />
  // Not imported above, because a build evaluates this file without the secrets and the database.
  const [{ readCalendars }, { outcomesOf }] = await Promise.all([import('@/lib/cronofy'), import('@/lib/store')])
  const calendars = await readCalendars(userId)
  return (
    <>
      {calendars === null ? <Connect /> : <Calendars calendars={calendars} />}
      <h2>Requests</h2>
      <ol>
        {outcomesOf(userId).map(({ requestId, status }) => (
          <li key={requestId}>{status}</li>
        ))}
      </ol>
    </>
  )
}

function SignIn() {
  return (
    <form method="post" action={`${BASE_PATH}/sign-in`}>
      <label>
        Name <input name="user" required />
      </label>
      <button type="submit">Sign in</button>
    </form>
  )
}

function Connect() {
  // Not a `Link`, because it leads to another site.
  return (
    <p>
      <a href={`${BASE_PATH}/cronofy/connect/us`}>Connect your calendars</a>
    </p>
  )
}

function Calendars({ calendars }: { calendars: readonly CalendarPermission[] }) {
  return (
    <form method="post" action={`${BASE_PATH}/permissions/start`}>
      {calendars.map(({ calendarId, calendarName, permissionLevel }) => (
        <p key={calendarId}>
          <label>
            <input type="checkbox" name="calendar_id" value={calendarId} /> {calendarName}: {permissionLevel}
          </label>
        </p>
      ))}
      <button type="submit">Request full access</button>
    </form>
  )
}

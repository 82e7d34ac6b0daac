import type { CalendarPermission } from 'cronofy-extended-permissions'
import { type SubmitEvent, useState } from 'react'
import { describeError, openPopup, requestAccess } from './permission-popup.ts'
import { useMe } from './use-me.ts'

export function SettingsPage() {
  const { me, isFailed, reload } = useMe()
  // After a flow without a popup, the result is in the URL.
  const [error, setError] = useState(() => new URLSearchParams(location.search).get('permission_error'))

  return (
    <>
      <h1>Settings</h1>
      {isFailed && (
        <p role="alert">
          Your settings cannot be loaded.{' '}
          <button type="button" onClick={reload}>
            Try again
          </button>
        </p>
      )}
      {error !== null && <p role="alert">{describeError(error)}</p>}
      {me && (
        <>
          {me.userId === null ? (
            <SignIn />
          ) : me.calendars === null ? (
            <Connect />
          ) : (
            <Calendars calendars={me.calendars} setError={setError} reload={reload} />
          )}
          <h2>Requests</h2>
          <ol>
            {me.outcomes.map(({ requestId, status }) => (
              <li key={requestId}>{status}</li>
            ))}
          </ol>
        </>
      )}
    </>
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

interface CalendarsProps {
  calendars: readonly CalendarPermission[]
  setError: (code: string | null) => void
  reload: () => void
}

function Calendars({ calendars, setError, reload }: CalendarsProps) {
  const [isPopupOpen, setIsPopupOpen] = useState(false)

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    const calendarIds = new FormData(event.currentTarget).getAll('calendar_id').map(String)
    if (calendarIds.length === 0) {
      event.preventDefault()
      setError('no_calendar_selected')
      return
    }
    const popup = openPopup()
    // The browser has blocked the popup, so it sends the form, and Cronofy's page replaces this one.
    if (popup === null) return
    event.preventDefault()
    setError(null)
    setIsPopupOpen(true)
    setError((await requestAccess(popup, calendarIds)) ?? null)
    setIsPopupOpen(false)
    reload()
  }

  return (
    <form method="post" action="/permissions/start" onSubmit={submit}>
      {calendars.map(({ calendarId, calendarName, permissionLevel }) => (
        <p key={calendarId}>
          <label>
            <input type="checkbox" name="calendar_id" value={calendarId} /> {calendarName}: {permissionLevel}
          </label>
        </p>
      ))}
      <button type="submit" disabled={isPopupOpen}>
        Request full access
      </button>
      {isPopupOpen && <p role="status">Decide in the window that has opened.</p>}
    </form>
  )
}

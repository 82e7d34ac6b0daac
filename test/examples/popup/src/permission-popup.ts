import type { StartErrorResponse, StartResponse } from 'cronofy-extended-permissions/handler'

type ErrorCode = StartErrorResponse['code'] | 'unreachable'

const ERRORS: readonly (readonly [code: ErrorCode, text: string])[] = [
  ['no_calendar_selected', 'Select a calendar.'],
  ['not_signed_in', 'Sign in, and connect your calendars.'],
  ['unreachable', 'The server cannot be reached. Try again later.'],
]

/** Returns why a request has failed, in words for the user. */
export function describeError(errorCode: string): string {
  return ERRORS.find(([code]) => code === errorCode)?.[1] ?? 'Something went wrong. Try again later.'
}

/** Opens an empty popup, or returns `null` if the browser blocks it. Browsers allow it only while they handle a click. */
export function openPopup(): Window | null {
  const popup = window.open('', '_blank', 'popup,width=560,height=760')
  // A page of another origin does not need access to this one.
  if (popup !== null) popup.opener = null
  return popup
}

/**
 * Lets the user decide in a popup. Resolves with an error code, or when the popup is closed. A popup also appears to be closed
 * when a page in it has a `Cross-Origin-Opener-Policy` that separates it from this page, so the result is no outcome.
 */
export async function requestAccess(popup: Window, calendarIds: readonly string[]): Promise<ErrorCode | undefined> {
  try {
    const response = await start(calendarIds)
    if ('code' in response) return response.code
    if (response.status === 'done') return
    popup.location.href = response.url
    await untilClosed(popup)
  } catch {
    return 'unreachable'
  } finally {
    popup.close()
  }
}

async function start(calendarIds: readonly string[]): Promise<StartResponse | StartErrorResponse> {
  const body = new URLSearchParams({ return_to: '/done.html' })
  for (const calendarId of calendarIds) body.append('calendar_id', calendarId)
  const response = await fetch('/permissions/start', { method: 'POST', body })
  return response.json()
}

function untilClosed(popup: Window): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!popup.closed) return
      clearInterval(timer)
      resolve()
    }, 250)
  })
}

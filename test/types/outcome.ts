/** What came of it: every status has to be thought of, and nothing more can be read than there is. */
import type { CalendarPermission, DataCenter, Outcome, OutcomeStatus } from 'cronofy-extended-permissions'
import { same } from './same.ts'

same<OutcomeStatus, 'granted' | 'partial' | 'rejected' | 'unconfirmed'>()
same<Outcome['status'], OutcomeStatus>()
same<Outcome['calendars'], readonly CalendarPermission[]>()
same<Outcome['returnTo'], string | undefined>()
same<Outcome['dataCenter'], DataCenter>()

export function everyStatus({ status }: Outcome): string {
  switch (status) {
    case 'granted':
    case 'partial':
    case 'rejected':
    case 'unconfirmed':
      return status
  }
}

// @ts-expect-error A switch that forgets `unconfirmed` gives nothing for it.
export function forgotten({ status }: Outcome): string {
  switch (status) {
    case 'granted':
    case 'partial':
    case 'rejected':
      return status
  }
}

export function remaining({ status }: Outcome): OutcomeStatus {
  if (status === 'granted' || status === 'partial') return status
  // @ts-expect-error `unconfirmed` is left too.
  const rejected: 'rejected' = status
  return rejected
}

export function misread(outcome: Outcome): void {
  // @ts-expect-error There is no such status.
  if (outcome.status === 'accepted') return
  // @ts-expect-error Each calendar has its own `granted`; the outcome has a status.
  outcome.granted
  // @ts-expect-error An outcome is read, not written.
  outcome.status = 'granted'
  // @ts-expect-error Neither are its calendars.
  outcome.calendars.push({ calendarId: '', calendarName: '', permissionLevel: '', granted: true })
}

import type { DataCenter } from '../../../src/data-centers.ts'
import type { RecoveryAction } from '../../../src/handler/errors/error-messages.ts'
import { PATHS } from '../http/paths.ts'
import type { Messages } from '../i18n/messages.ts'
import type { PageAction } from './view-models.ts'

/** The state in which an error occurred. */
export interface RecoveryContext {
  /** Where the failed step can be tried again with the same input. */
  readonly retryUrl?: string | undefined
  /** The data center in which the user is signed in. */
  readonly dataCenter?: DataCenter | undefined
  /** The URL of the application. */
  readonly applicationUrl?: string | undefined
}

/** The links of an error page, the most helpful one first. There is at least one. */
export function recoveryActions(
  recoveryAction: RecoveryAction,
  { retryUrl, dataCenter, applicationUrl }: RecoveryContext,
  labels: Messages['actions'],
): PageAction[] {
  const retry = retryUrl === undefined ? [] : [{ href: retryUrl, label: labels.tryAgain }]
  // If the failed step is the page to select calendars, its URL keeps the selection.
  const calendarsUrl = retryUrl?.startsWith(PATHS.calendars) ? retryUrl : PATHS.calendars
  const actions: PageAction[] = [
    ...(dataCenter === undefined ? [] : [{ href: calendarsUrl, label: labels.toCalendars }]),
    { href: PATHS.home, label: labels.startOver },
  ]
  switch (recoveryAction) {
    case 'retry':
      actions.unshift(...retry)
      break
    case 'reconnect':
      // A user who has connected in another tab can continue with the same step.
      actions.unshift(
        { href: dataCenter === undefined ? PATHS.home : `${PATHS.connect}/${dataCenter}`, label: labels.connectAgain },
        ...retry,
      )
      break
    case 'finish':
      actions.unshift({ href: applicationUrl ?? PATHS.home, label: labels.done }, ...retry)
      break
    case 'leave':
      actions.unshift(
        applicationUrl === undefined
          ? { href: PATHS.home, label: labels.done }
          : { href: applicationUrl, label: labels.toApplication },
      )
      break
    case 'reselect':
  }
  // Of several links to one URL, the first has the most specific label.
  return actions.filter(({ href }, index) => actions.findIndex((action) => action.href === href) === index)
}

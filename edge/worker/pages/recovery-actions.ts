import type { DataCenter } from '../../../src/data-centers.ts'
import type { RecoveryAction } from '../i18n/error-messages.ts'
import type { Messages } from '../i18n/messages.ts'
import type { PageAction } from './view-models.ts'

/** Where a person stands when something goes wrong. */
export interface RecoveryContext {
  /** Where the step that failed can be tried once more, with all that was chosen. */
  readonly retryUrl?: string | undefined
  /** Where they are signed in, if they are. */
  readonly dataCenter?: DataCenter | undefined
}

/** The ways on after a failure, the likeliest first; at least one. */
export function recoveryActions(
  recoveryAction: RecoveryAction,
  { retryUrl, dataCenter }: RecoveryContext,
  labels: Messages['actions'],
): PageAction[] {
  const retry = retryUrl === undefined ? [] : [{ href: retryUrl, label: labels.tryAgain }]
  // What was chosen is chosen still, when the choice is the step that failed.
  const calendarsUrl = retryUrl?.startsWith('/calendars') ? retryUrl : '/calendars'
  const actions: PageAction[] = [
    ...(dataCenter === undefined ? [] : [{ href: calendarsUrl, label: labels.toCalendars }]),
    { href: '/', label: labels.startOver },
  ]
  switch (recoveryAction) {
    case 'retry':
      actions.unshift(...retry)
      break
    case 'reconnect':
      // Somebody who connects in another tab finds the same step here.
      actions.unshift(
        { href: dataCenter === undefined ? '/' : `/connect/${dataCenter}`, label: labels.connectAgain },
        ...retry,
      )
      break
    case 'reselect':
  }
  // The first of those that lead to one place says best what it is for.
  return actions.filter(({ href }, index) => actions.findIndex((action) => action.href === href) === index)
}

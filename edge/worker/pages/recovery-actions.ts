import type { DataCenter } from '../../../src/data-centers.ts'
import type { Remedy } from '../i18n/error-messages.ts'
import type { Texts } from '../i18n/messages.ts'
import type { Action } from './view-models.ts'

/** Where a person stands when something goes wrong. */
export interface Place {
  /** Where the step that failed can be tried once more, with all that was chosen. */
  readonly again?: string | undefined
  /** Where they are signed in, if they are. */
  readonly dataCenter?: DataCenter | undefined
}

/** The ways on after a failure, the likeliest first; at least one. */
export function waysOn(remedy: Remedy, { again, dataCenter }: Place, texts: Texts['ways']): Action[] {
  const same = again === undefined ? [] : [{ href: again, label: texts.tryAgain }]
  // What was chosen is chosen still, when the choice is the step that failed.
  const choice = again?.startsWith('/calendars') ? again : '/calendars'
  const ways: Action[] = [
    ...(dataCenter === undefined ? [] : [{ href: choice, label: texts.toCalendars }]),
    { href: '/', label: texts.startOver },
  ]
  switch (remedy) {
    case 'try again':
      ways.unshift(...same)
      break
    case 'connect again':
      // Somebody who connects in another tab finds the same step here.
      ways.unshift(
        { href: dataCenter === undefined ? '/' : `/connect/${dataCenter}`, label: texts.connectAgain },
        ...same,
      )
      break
    case 'choose again':
  }
  // The first of those that lead to one place says best what it is for.
  return ways.filter(({ href }, index) => ways.findIndex((way) => way.href === href) === index)
}

import type { DataCenter } from '../../../src/data-centers.ts'
import type { Action } from './actions.ts'
import type { Remedy } from './words.ts'

/** Where a person stands when something goes wrong. */
export interface Place {
  /** Where the step that failed can be tried once more, with all that was chosen. */
  readonly again?: string | undefined
  /** Where they are signed in, if they are. */
  readonly dataCenter?: DataCenter | undefined
}

const CALENDARS: Action = { href: '/calendars', label: 'Back to your calendars' }
const START_OVER: Action = { href: '/', label: 'Start over' }

/** The ways on after a failure, the likeliest first; at least one. */
export function waysOn(remedy: Remedy, { again, dataCenter }: Place): Action[] {
  const same = again === undefined ? [] : [{ href: again, label: 'Try again' }]
  const ways = [...(dataCenter === undefined ? [] : [CALENDARS]), START_OVER]
  switch (remedy) {
    case 'try again':
      ways.unshift(...same)
      break
    case 'connect again':
      // Somebody who connects in another tab finds the same step here.
      ways.unshift({ href: dataCenter === undefined ? '/' : `/connect/${dataCenter}`, label: 'Connect again' }, ...same)
      break
    case 'choose again':
  }
  // The first of those that lead to one place says best what it is for.
  return ways.filter(({ href }, index) => ways.findIndex((way) => way.href === href) === index)
}

/**
 * What an injected fault leaves in the context of its request.
 *
 * @module
 */

import type { FaultName } from './types.ts'

/** What is in `c.var` of a call that was struck. */
export type FaultEnv = {
  Variables: {
    injected?: {
      readonly fault: FaultName
      /**
       * Set where the answer cannot be read beside whoever gets it: its body is made as it is read and may have no end, or
       * the connection was cut and there is none.
       */
      readonly unreadable?: 'streamed' | 'reset'
    }
  }
}

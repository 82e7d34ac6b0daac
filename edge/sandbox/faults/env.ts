import type { FaultName } from './types.ts'

/** The variables of a Hono context that an injected fault sets. */
export type FaultEnv = {
  Variables: {
    injected?: {
      readonly fault: FaultName
      /**
       * Set if the response cannot be read for the journal: its body is generated while the client reads, or the
       * connection was reset.
       */
      readonly unreadable?: 'streamed' | 'reset'
    }
  }
}

/**
 * What this package needs of a client beyond its three methods. It is behind a symbol, so that a fake client in a test
 * needs none of it.
 *
 * @module
 */
import { createRetryingSend, wait } from './retry.ts'
import type { Client, Send, TransportOptions } from './types.ts'

/** A client's clock, timer, emulator, and transport. */
export interface ClientInternals extends Pick<TransportOptions, 'now' | 'wait'> {
  /** The emulator's URL without a trailing slash. `undefined` means Cronofy. */
  readonly sandboxUrl: string | undefined
  /** Sends any request to Cronofy, with the limits of its operation. */
  readonly send: Send
}

const INTERNALS: unique symbol = Symbol('internals')

/** Creates internals. The defaults are those of `createClient`. */
export function createInternals(
  options: { [Name in keyof TransportOptions]?: TransportOptions[Name] | undefined } & {
    sandboxUrl?: string | undefined
  } = {},
): ClientInternals {
  const transport: TransportOptions = {
    // A plain function: workerd rejects a `fetch` that is called as a method of another object.
    fetch: options.fetch ?? ((request) => fetch(request)),
    now: options.now ?? Date.now,
    wait: options.wait ?? wait,
    random: options.random ?? Math.random,
  }
  const { now, wait: waitFor } = transport
  return { now, wait: waitFor, sandboxUrl: options.sandboxUrl, send: createRetryingSend(transport) }
}

export function withInternals(client: Client, internals: ClientInternals): Client {
  return Object.assign(client, { [INTERNALS]: internals })
}

/** Returns the internals of a client. A fake client has a real clock, a real timer, and the global `fetch`. */
export function internalsOf(client: Client & { [INTERNALS]?: ClientInternals }): ClientInternals {
  return client[INTERNALS] ?? createInternals()
}

/**
 * The steps of the flow with Hono's context.
 *
 * @module
 */
import type { Context, Env } from 'hono'
import type { Account } from '../../../src/account.ts'
import type { Client } from '../../../src/client/types.ts'
import type { PermissionEvent } from '../../../src/flow/events.ts'
import { type BoundedCallOptions, createCallOptions } from '../../../src/handler/step-options.ts'
import { type GetAccount, runWithAccount } from '../../../src/handler/with-account.ts'

/**
 * Receives each event with the Hono context of its request, which has the platform's bindings. Events contain no
 * secret. The result is not awaited, and what it throws is ignored.
 */
export type OnContextEvent = (c: Context, event: PermissionEvent) => unknown

/** Creates the call options of a step. */
export function callOptionsOf(c: Context, client: Client, onEvent: OnContextEvent | undefined): BoundedCallOptions {
  return createCallOptions(c.req.raw, { client, onEvent: onEvent && ((event) => onEvent(c, event)) })
}

/** Runs a step with the account of the signed-in user. Returns `null` if no user is signed in. */
export function runStep<E extends Env, Result>(
  c: Context<E>,
  options: { client: Client; getAccount: GetAccount<Context<E>>; onEvent?: OnContextEvent | undefined },
  run: (account: Account, callOptions: BoundedCallOptions) => Promise<Result>,
): Promise<Result | null> {
  const { client, getAccount, onEvent } = options
  const callOptions = callOptionsOf(c, client, onEvent)
  return runWithAccount(
    (accountOptions) => getAccount(c, accountOptions),
    callOptions.deadlineMs,
    (account) => run(account, callOptions),
  )
}

/** Adds `Set-Cookie` headers to the response. */
export function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
}

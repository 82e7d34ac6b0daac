import type { SessionEnv } from '@hono/session'
import type { Context } from 'hono'

export type AppEnv = SessionEnv<{ userId: string }>

/** Returns the ID of the signed-in user, or `null`. */
export async function userIdOf(c: Context<AppEnv>): Promise<string | null> {
  return (await c.var.session.get())?.userId ?? null
}

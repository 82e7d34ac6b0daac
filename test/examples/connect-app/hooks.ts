/** The hooks of the connect app. They store connections and outcomes in D1. Each hook can be called more than once. */
import type { D1Database } from '@cloudflare/workers-types'
import type { ConnectHooks, HookTokens } from 'cronofy-extended-permissions/worker'

type Database = Pick<D1Database, 'prepare'>

export const hooks: ConnectHooks = {
  onConnected: (c, connection) => saveTokens(c.env.DB, connection),
  onTokensRenewed: (c, renewal) => saveTokens(c.env.DB, renewal),

  /** An outcome can arrive again: the newest one stays, and `unconfirmed` never replaces a decision. */
  async onOutcome(c, { sub, dataCenter, outcome }) {
    await c.env.DB.prepare(
      `INSERT INTO outcomes (request_id, sub, data_center, status, verified_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (request_id) DO UPDATE SET status = excluded.status, verified_at = excluded.verified_at
       WHERE excluded.verified_at > verified_at AND excluded.status <> 'unconfirmed'`,
    )
      .bind(outcome.requestId, sub, dataCenter, outcome.status, outcome.verifiedAt)
      .run()
  },

  async onDisconnected(c, { sub, dataCenter }) {
    await c.env.DB.prepare('DELETE FROM connections WHERE sub = ? AND data_center = ?').bind(sub, dataCenter).run()
  },
}

/** A refresh has no profile name, so the one of the sign-in stays. */
async function saveTokens(database: Database, { sub, dataCenter, tokens }: HookTokens): Promise<void> {
  const { profileName, accessToken, refreshToken, expiresAtMs } = tokens
  await database
    .prepare(
      `INSERT INTO connections (sub, data_center, profile_name, access_token, refresh_token, expires_at_ms)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (sub, data_center) DO UPDATE SET profile_name = coalesce(excluded.profile_name, profile_name),
         access_token = excluded.access_token, refresh_token = excluded.refresh_token, expires_at_ms = excluded.expires_at_ms`,
    )
    .bind(sub, dataCenter, profileName ?? null, accessToken, refreshToken ?? null, expiresAtMs)
    .run()
}

export interface Bindings {
  DB: D1Database
  PUBLIC_URL: string
  SEALING_KEY: string
  SESSION_SECRET: string
  CRONOFY_CLIENT_ID: string
  CRONOFY_CLIENT_SECRET: string
  SANDBOX_URL?: string
}

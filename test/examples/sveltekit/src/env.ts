import { defineEnvVars } from '@sveltejs/kit/env'
import { building } from '$app/env'

const required = {
  schema: (value: string | undefined) => {
    // A build needs no settings.
    if (!value && !building) throw new Error('It is missing.')
    return value ?? ''
  },
}

export const variables = defineEnvVars({
  PUBLIC_URL: required,
  SEALING_KEY: required,
  SESSION_SECRET: required,
  CRONOFY_CLIENT_ID: required,
  CRONOFY_CLIENT_SECRET: required,
  SANDBOX_URL: { schema: (value: string | undefined) => value },
})

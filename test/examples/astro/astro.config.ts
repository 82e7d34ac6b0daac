import node from '@astrojs/node'
import { defineConfig, envField } from 'astro/config'
import { loadEnv } from 'vite'

// Astro reads `.env` only after this file.
const { PORT = '3000' } = loadEnv('', import.meta.dirname, '')

// A secret is read when the server starts, and is not part of the build.
const secret = envField.string({ context: 'server', access: 'secret' })

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  server: { port: Number(PORT) },
  env: {
    schema: {
      PUBLIC_URL: secret,
      SEALING_KEY: secret,
      CRONOFY_CLIENT_ID: secret,
      CRONOFY_CLIENT_SECRET: secret,
      SANDBOX_URL: envField.string({ context: 'server', access: 'secret', optional: true }),
    },
  },
})

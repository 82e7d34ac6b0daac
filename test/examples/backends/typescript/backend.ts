/**
 * The backend as a process. PORT, SERVICE_URL, and API_KEY say where it listens and what it calls.
 *
 * @module
 */
import { serve } from '@hono/node-server'
import { createApp } from './app.ts'

const { PORT = '3000', SERVICE_URL = 'http://localhost:8787', API_KEY = '', DATABASE = ':memory:' } = process.env
const baseUrl = `http://127.0.0.1:${PORT}`
const { fetch } = createApp({ baseUrl, serviceUrl: SERVICE_URL, apiKey: API_KEY, database: DATABASE })
serve({ fetch, port: Number(PORT), hostname: '127.0.0.1' })

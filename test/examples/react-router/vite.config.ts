import { reactRouter } from '@react-router/dev/vite'
import { defineConfig, loadEnv } from 'vite'

// Vite reads `.env` only after this file.
const { PORT = '3000' } = loadEnv('', import.meta.dirname, '')

export default defineConfig({
  plugins: [reactRouter()],
  server: { port: Number(PORT), strictPort: true },
})

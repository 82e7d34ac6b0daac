import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig, loadEnv } from 'vite'

export default defineConfig(({ mode }) => {
  const { PORT = '3000', PUBLIC_URL } = loadEnv(mode, import.meta.dirname, '')
  // SvelteKit accepts forms from this origin only. By default, it expects `https` and the host of the request.
  const paths = { origin: PUBLIC_URL && new URL(PUBLIC_URL).origin }
  return {
    plugins: [sveltekit({ adapter: adapter(), paths })],
    server: { port: Number(PORT), strictPort: true },
  }
})

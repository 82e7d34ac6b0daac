import { existsSync } from 'node:fs'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

// Vite reads .env for the browser's code only.
if (existsSync('.env')) process.loadEnvFile()

const server = { port: Number(process.env['PORT'] ?? 3000), strictPort: true }

export default defineConfig({ plugins: [sveltekit({ adapter: adapter() })], server, preview: server })

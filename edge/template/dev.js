/**
 * `npm run dev`: writes `.dev.vars`, creates the tables, and runs the emulator of Cronofy and the application.
 * SANDBOX_PORT and PORT select other ports.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const { SANDBOX_PORT = '4010', PORT = '8787' } = process.env
const createKey = () => randomBytes(32).toString('base64url')

/** The settings of a first run. */
const NEW_SETTINGS = `# For your machine only. git ignores this file.
PUBLIC_URL=
SANDBOX_URL=
CRONOFY_DATA_CENTER=us
CRONOFY_CLIENT_ID=sandbox
CRONOFY_CLIENT_SECRET=sandbox-secret
SEALING_KEYS=${createKey()}
SESSION_SECRET=${createKey()}
`
const settings = existsSync('.dev.vars') ? readFileSync('.dev.vars', 'utf8') : NEW_SETTINGS
// The ports may differ from those of the last run.
const current = settings
  .replace(/^PUBLIC_URL=.*$/m, `PUBLIC_URL=http://localhost:${PORT}`)
  .replace(/^SANDBOX_URL=.*$/m, `SANDBOX_URL=http://127.0.0.1:${SANDBOX_PORT}`)
writeFileSync('.dev.vars', current)

// npm has put these commands on the path. On Windows they are scripts, which need a shell.
const options = { stdio: 'inherit', shell: process.platform === 'win32' }
// Without an input, wrangler asks no question.
const migrationOptions = { ...options, stdio: ['ignore', 'inherit', 'inherit'] }
const { status } = spawnSync('wrangler', ['d1', 'migrations', 'apply', 'DB', '--local'], migrationOptions)
if (status !== 0) process.exit(status ?? 1)

const children = [
  spawn('cronofy-sandbox', ['--port', SANDBOX_PORT], options),
  spawn('wrangler', ['dev', '--port', PORT, '--show-interactive-dev-session=false'], options),
]
// If one of them ends, the other is not useful.
for (const child of children) {
  child.once('exit', (code) => {
    for (const other of children) other.kill()
    process.exitCode = code ?? 1
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
  })
}

/**
 * What the part `clients` needs.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { ROOT } from '../scripts/run.ts'

/**
 * Installs the languages that the clients and backends need, with a command that ends with 0 if it could.
 *
 * @returns Whether all are installed. A machine without bash, apt, or root lacks some.
 */
export function installClients([program, ...args]: readonly [string, ...string[]] = ['bash', '.ci/prepare']) {
  const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit' })
  // It did not start. The event `close` follows.
  child.on('error', (error) => console.error(`Cannot install the clients' languages: ${error.message}`))
  return new Promise<boolean>((resolve) => {
    child.once('close', (code) => resolve(code === 0))
  })
}

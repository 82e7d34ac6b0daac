/**
 * The sandbox's address. Only this machine can have one: a token must never travel unencrypted, and a sandbox must
 * never be mistaken for the provider.
 *
 * @module
 */
import { InputError } from '../errors.ts'
import { quoteUrl } from '../shared/redact.ts'

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether an address names this machine, the only place that may be reached over plain http. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK_HOSTS.has(url.hostname)
}

/**
 * Reads the address of a sandbox.
 *
 * @returns The address without a trailing slash.
 * @throws {InputError} `invalid_sandbox_url`
 */
export function parseSandboxUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || !isLoopback(url) || url.username + url.password !== '') {
    throw new InputError('invalid_sandbox_url', `sandboxUrl ${quoteUrl(value)} is not an http URL on this machine.`)
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/**
 * The emulator's URL. It must be on this machine, because a token must never travel unencrypted, and because an emulator
 * elsewhere could be mistaken for Cronofy.
 *
 * @module
 */
import { InputError } from '../errors.ts'
import { quoteUrl } from '../shared/redact.ts'

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether a URL is on this machine, the only place where plain http is allowed. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK_HOSTS.has(url.hostname)
}

/**
 * Parses the URL of an emulator.
 *
 * @returns The URL without a trailing slash.
 * @throws {InputError} `invalid_sandbox_url`
 */
export function parseSandboxUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || !isLoopback(url) || url.username + url.password !== '') {
    throw new InputError('invalid_sandbox_url', `sandboxUrl ${quoteUrl(value)} is not an http URL on this machine.`)
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

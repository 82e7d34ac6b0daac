/**
 * The emulator's URL. It must be on this machine, or on a host that a second setting names. Otherwise a typing error could send tokens
 * over plain http, or to a server that only looks like Cronofy.
 *
 * @module
 */
import { DATA_CENTER_IDS } from '../data-centers.ts'
import { InputError } from '../errors.ts'
import { isLoopbackAddress, isLoopbackHost, parseHostName } from '../shared/host-name.ts'
import { quoteUrl } from '../shared/redact.ts'

/** Whether a URL is on this machine, the only place where plain http is allowed. */
export function isLoopback(url: URL): boolean {
  return isLoopbackHost(url.hostname)
}

/** Cronofy's own hosts are never an emulator, even if they are allowed. */
const CRONOFY_HOST = /(?:^|\.)cronofy\.com$/

/** The path of a data center, which users may copy from a URL of the emulator. */
const DATA_CENTER_PATH = new RegExp(`/(?:${DATA_CENTER_IDS.join('|')})/*$`)

/**
 * Returns what is wrong with the URL of an emulator. Undefined if it is valid.
 *
 * @param allowedHost The one host beside loopback that the URL may have. Compared exactly, without a port.
 */
export function sandboxUrlProblem(value: string, allowedHost?: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') {
    return 'is not an http URL without a user name'
  }
  if (CRONOFY_HOST.test(url.hostname)) return 'is a host of Cronofy, not of an emulator'
  if (DATA_CENTER_PATH.test(url.pathname))
    return 'ends with the ID of a data center. Remove the ID, because the client adds it'
  const isAllowed = allowedHost !== undefined && parseHostName(allowedHost) === url.hostname
  return isLoopbackAddress(url.hostname) || isAllowed ? undefined : 'is not on this machine'
}

/**
 * Parses the URL of an emulator.
 *
 * @param allowedHost As for {@link sandboxUrlProblem}.
 * @returns The URL without a trailing slash.
 * @throws {InputError} `invalid_sandbox_url`
 */
export function parseSandboxUrl(value: string, allowedHost?: string): string {
  const problem = sandboxUrlProblem(value, allowedHost)
  if (problem !== undefined) throw new InputError('invalid_sandbox_url', `sandboxUrl ${quoteUrl(value)} ${problem}.`)
  const url = new URL(value)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

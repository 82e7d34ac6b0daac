/**
 * The emulator's URL. It must be on this machine or on a host that is named separately, because a token must never travel
 * unencrypted by accident, and because an emulator elsewhere could be mistaken for Cronofy.
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

/** Hosts at which there is no emulator, whatever is allowed. */
const CRONOFY_HOST = /(?:^|\.)cronofy\.com$/

/** The prefix of a data center, which documents show in URLs of the emulator. */
const DATA_CENTER_PATH = new RegExp(`/(?:${DATA_CENTER_IDS.join('|')})/*$`)

/**
 * What is wrong with the URL of an emulator. Undefined if it is valid.
 *
 * @param allowedHost The one host beside loopback that the URL may have. Compared exactly, without a port.
 */
export function sandboxUrlProblem(value: string, allowedHost?: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') {
    return 'is not an http URL without a user name'
  }
  if (CRONOFY_HOST.test(url.hostname)) return 'is a host of Cronofy, not of an emulator'
  if (DATA_CENTER_PATH.test(url.pathname)) return 'ends with a data center, which is added to it'
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

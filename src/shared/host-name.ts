/**
 * Host names of URLs.
 *
 * @module
 */

/** Whether the `hostname` of a parsed URL means this machine for every client: a loopback IP address, or `localhost`. */
export function isLoopbackAddress(hostname: string): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost'
}

/**
 * Whether a parsed URL's `hostname` means this machine for a browser: as {@link isLoopbackAddress}, or a name below `localhost`,
 * such as `emulator.localhost` (RFC 6761 section 6.3). Servers may resolve these names elsewhere, so no token is sent to them. A
 * trailing dot is not allowed, because another name could hide behind it.
 */
export function isLoopbackHost(hostname: string): boolean {
  return isLoopbackAddress(hostname) || /^(?:[a-z0-9_-]+\.)+localhost$/.test(hostname)
}

/**
 * Parses a host without a port, such as `emulator`, `192.168.1.5`, or `::1`. A wildcard, a trailing dot, and an unusual notation
 * of an IPv4 address are not allowed, so that two hosts are the same only if they are equal.
 *
 * @returns What `hostname` is in a URL with this host. `undefined` if it is not a host.
 */
export function parseHostName(value: string): string | undefined {
  const host = value.includes(':') && !value.startsWith('[') ? `[${value}]` : value.toLowerCase()
  const isHost = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/i.test(host)
  if (!isHost || !URL.canParse(`http://${host}`)) return undefined
  const { hostname } = new URL(`http://${host}`)
  return hostname === host || host.startsWith('[') ? hostname : undefined
}

/**
 * The options of `cronofy-sandbox`, from the command line and the environment.
 *
 * @module
 */
import { parseHostName } from '../../../src/shared/host-name.ts'
import { assertDataCenter, DEFAULT_DATA_CENTER, SANDBOX_DATA_CENTERS } from '../config/data-centers.ts'

/** What `--help` prints. */
export const HELP = `cronofy-sandbox: an emulator of Cronofy for tests. This is not Cronofy.

  --port PORT             the port; 0 selects a free one (default: SANDBOX_PORT or 4010)
  --host ADDRESS          the IP address to listen on; 0.0.0.0 means all (default: SANDBOX_HOST or 127.0.0.1)
  --allow-host NAME       a host besides loopback that may be in URLs, without a port; can be repeated
                          (default: SANDBOX_ALLOW_HOST, separated by commas)
  --data-center ID        the data center of paths without a prefix, such as de (default: us)
  --port-per-data-center  serve us on the port and the other data centers on the next five, each without a prefix
  --seed FILE             a JSON or YAML file with applications, accounts, and calendars (default: the built-in seed)
  --help                  print this help`

/** The options as the command line has them, for `parseArgs` of Node. */
export const ARGUMENTS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'data-center': { type: 'string' },
  'port-per-data-center': { type: 'boolean' },
  seed: { type: 'string' },
  help: { type: 'boolean' },
} as const

/** The values that `parseArgs` reads by {@link ARGUMENTS}. */
export interface ArgumentValues {
  readonly port?: string
  readonly host?: string
  readonly 'allow-host'?: readonly string[]
  readonly 'data-center'?: string
  readonly 'port-per-data-center'?: boolean
  readonly seed?: string
}

/** What the command does. */
export interface CommandOptions {
  readonly port: number
  /** The IP address to listen on. */
  readonly host: string
  /** Hosts besides loopback that the emulator serves. */
  readonly allowedHosts: readonly string[]
  /** The data center of paths without a prefix. */
  readonly dataCenter: string
  readonly portPerDataCenter: boolean
  readonly seedFile: string | undefined
}

const MAX_PORT = 65_535

const LOOPBACK = '127.0.0.1'

/** Loopback is always allowed. `0.0.0.0` and `::` mean all addresses, so no URL should have them as its host. */
const NO_HOSTS: readonly string[] = [LOOPBACK, '::1', '0.0.0.0', '::']

/**
 * Checks the options.
 *
 * @throws TypeError or RangeError with one line that says what is wrong and what to do.
 */
export function readCommandOptions(
  values: ArgumentValues,
  environment: Readonly<Record<string, string | undefined>>,
): CommandOptions {
  const { 'port-per-data-center': portPerDataCenter = false, 'data-center': dataCenter, seed: seedFile } = values
  if (portPerDataCenter && dataCenter !== undefined) {
    throw new TypeError(
      'Cannot use --data-center with --port-per-data-center, which serves us on the port. Pass one of them.',
    )
  }
  const host = parseAddress(values.host ?? (environment['SANDBOX_HOST'] || LOOPBACK))
  const allowedHosts = values['allow-host'] ?? splitList(environment['SANDBOX_ALLOW_HOST'])
  return {
    host,
    // Allowing an IP address is safe: a web page can point only a name at this machine (DNS rebinding).
    allowedHosts: NO_HOSTS.includes(host) ? allowedHosts : [...allowedHosts, host],
    port: parsePort(values.port ?? environment['SANDBOX_PORT'] ?? '4010', portPerDataCenter),
    dataCenter: assertDataCenter(dataCenter ?? DEFAULT_DATA_CENTER),
    portPerDataCenter,
    seedFile,
  }
}

/** Checks an IP address. IPv6 can have brackets. */
function parseAddress(value: string): string {
  const hostname = parseHostName(value) ?? ''
  if (/^(?:\[.*\]|\d+\.\d+\.\d+\.\d+)$/.test(hostname)) return hostname.replace(/^\[|\]$/g, '')
  throw new TypeError(
    `Cannot listen on "${value}". Pass an IP address, such as 0.0.0.0 for all addresses of this machine.`,
  )
}

function splitList(value = ''): readonly string[] {
  const entries = value.split(',').map((entry) => entry.trim())
  return entries.filter((entry) => entry !== '')
}

function parsePort(value: string, portPerDataCenter: boolean): number {
  const maxPort = portPerDataCenter ? MAX_PORT - SANDBOX_DATA_CENTERS.length + 1 : MAX_PORT
  if (/^\d{1,5}$/.test(value) && Number(value) <= maxPort) return Number(value)
  throw new RangeError(`Cannot listen on port "${value}". Pass a number from 0 to ${maxPort}.`)
}

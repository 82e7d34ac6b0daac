import { description } from '../../../generated/description.ts'

/** A data center of Cronofy. Data centers share nothing (documented). */
export interface SandboxDataCenter {
  /**
   * The ID in the official SDKs (SDK), such as `de`. In the emulator, it is the first segment of the path.
   */
  readonly id: string
  /** The country's name in English. */
  readonly country: string
}

/** The data center of a path without a prefix, unless another one is chosen. Its API host has no suffix either. */
export const DEFAULT_DATA_CENTER = 'us'

/** The Hono bindings of the emulator's app. */
export interface RouteEnv {
  readonly Bindings: {
    /** The ID of the data center of a path without a prefix. */
    readonly dataCenter: string
  }
}

/** All data centers, in the order of openapi.yaml: `api.cronofy.com` is `us`, `api-de.cronofy.com` is `de`. */
export const SANDBOX_DATA_CENTERS: readonly SandboxDataCenter[] = description.servers.map(({ url, country }) => ({
  id: /^api-([a-z]+)\./.exec(new URL(url).hostname)?.[1] ?? DEFAULT_DATA_CENTER,
  country,
}))

/** Whether a data center has this ID. */
export function isSandboxDataCenter(id: string): boolean {
  return SANDBOX_DATA_CENTERS.some((dataCenter) => dataCenter.id === id)
}

/** Returns `id`. @throws TypeError if no data center has it. */
export function assertDataCenter(id: string): string {
  if (isSandboxDataCenter(id)) return id
  const known = SANDBOX_DATA_CENTERS.map((dataCenter) => dataCenter.id).join(', ')
  throw new TypeError(`Data center ${JSON.stringify(id)} does not exist. Use one of ${known}.`)
}

import { description } from '../../../generated/description.ts'

/** A data center of Cronofy. Data centers share nothing (documented). */
export interface SandboxDataCenter {
  /**
   * The ID in the official SDKs (SDK), such as `de`. In the emulator it is the first segment of
   * the path.
   */
  readonly id: string
  readonly country: string
}

/** The data center of a path without a prefix. Its API host has no suffix either. */
export const DEFAULT_DATA_CENTER = 'us'

/** All data centers, in the order of openapi.yaml: `api.cronofy.com` is `us`, `api-de.cronofy.com` is `de`. */
export const SANDBOX_DATA_CENTERS: readonly SandboxDataCenter[] = description.servers.map(({ url, country }) => ({
  id: /^api-([a-z]+)\./.exec(new URL(url).hostname)?.[1] ?? DEFAULT_DATA_CENTER,
  country,
}))

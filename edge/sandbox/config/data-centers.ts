/**
 * The provider's data centers, read from the servers of openapi.yaml.
 *
 * @module
 */
import { description } from '../../../generated/description.ts'

/** One of the provider's entirely separate instances (documented). */
export interface DataCenter {
  /** As the official SDKs call it (SDK): `us`, `au`, `ca`, `de`, `sg`, `uk`. Here also the first segment of the path. */
  readonly id: string
  readonly country: string
}

/** The data center that a path without a prefix means: its API host has no suffix either. */
export const DEFAULT_DATA_CENTER = 'us'

/** All of them, in the order of openapi.yaml: `api.cronofy.com` is `us`, `api-de.cronofy.com` is `de`. */
export const DATA_CENTERS: readonly DataCenter[] = description.servers.map(({ url, country }) => ({
  id: /^api-([a-z]+)\./.exec(new URL(url).hostname)?.[1] ?? DEFAULT_DATA_CENTER,
  country,
}))

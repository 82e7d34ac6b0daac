/**
 * The pages that Redoc makes of the descriptions, and what their tests have to find on them.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Api } from '../../docs/api/apis.ts'
import { type Description, operationIds } from '../../docs/api/description.ts'
import { readSamples, type Sample } from '../../docs/api/samples.ts'
import { ROOT } from '../scripts/run.ts'

/** A page of Redoc, and its sources. */
export interface Reference {
  readonly api: Api
  readonly description: Description
  readonly samples: readonly Sample[]
}

/** Reads the sources of a page. */
export async function readReference(api: Api): Promise<Reference> {
  const description = parse(await readFile(join(ROOT, api.description), 'utf8')) as Description
  return { api, description, samples: await readSamples(api.programs, operationIds(description), api.shown) }
}

/** Every operation with its `place`, the fragment that opens it. Redoc replaces the spaces of a tag with hyphens. */
export function operationsOf({ description }: Reference) {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method,
      path,
      place: `#/${operation.tags[0].replaceAll(' ', '-')}/${operation.operationId}`.toLowerCase(),
    })),
  )
}

/** The response that a `$ref` names. */
export function resolveResponse({ components }: Description, ref: string) {
  const response = components.responses[ref.replace('#/components/responses/', '')]
  if (response === undefined) throw new Error(`Cannot find ${ref} in the description`)
  return response
}

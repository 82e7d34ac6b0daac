/**
 * Copies of openapi.yaml for the generators that cannot read it as it is.
 *
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/run.ts'

type Content = Record<string, unknown>

interface Description {
  paths: Record<string, Record<string, { requestBody?: { content: Content } }>>
  components: { responses: Record<string, { content?: Content }> }
}

/** Writes a copy in which no request has another media type than this one, if it can have this one. */
export async function writeWithOneMediaType(
  mediaType: 'application/json' | 'application/x-www-form-urlencoded',
  file: string,
  adapt: (description: Description) => void = () => undefined,
): Promise<void> {
  const description = parse(await readFile(join(ROOT, 'openapi.yaml'), 'utf8')) as Description
  for (const { requestBody } of Object.values(description.paths).flatMap((path) => Object.values(path))) {
    const schema = requestBody?.content[mediaType]
    if (requestBody !== undefined && schema !== undefined) requestBody.content = { [mediaType]: schema }
  }
  adapt(description)
  await writeFile(file, JSON.stringify(description))
}

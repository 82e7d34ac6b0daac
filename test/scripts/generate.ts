/**
 * `npm run generate` writes `generated/` from the two descriptions and the emulator's browser files, the seed's schema as JSON, and
 * the generated sections of the guide. With `--check`, it only reports whether they are up to date.
 *
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { seedSchema } from '../../edge/sandbox/config/seed-schema.ts'
import { readCommandLine } from './command-line.ts'
import { SECTIONS, writeSections } from './doc-sections.ts'
import { ROOT, run } from './run.ts'

const { check } = readCommandLine(
  'npm run generate [-- --check]: writes generated files, or checks them',
  (args) => parseArgs({ args, options: { check: { type: 'boolean', default: false } } }).values,
)

/** The description of the worker's own API. */
const SERVICE = 'edge/worker/openapi.yaml'

const types = await generateTypes('openapi.yaml', 'generated/api.ts')
const serviceTypes = await generateTypes(SERVICE, 'generated/service.ts')
const serviceText = await embedText({
  source: SERVICE,
  output: 'generated/service-description.ts',
  name: 'serviceDescription',
  doc: "The description of the worker's own API, as YAML.",
})
const schemas = await generateDescription()
const sections: boolean[] = []
for (const file of Object.keys(SECTIONS)) sections.push(await generateSections(file))
const seed = await writeOrCheck('edge/sandbox/seed.schema.json', `${JSON.stringify(seedSchema, null, 2)}\n`)
const assets = await Promise.all([
  embedText({
    source: 'edge/sandbox/inspector/client.js',
    output: 'generated/inspector-script.ts',
    name: 'inspectorScript',
    doc: "The script of the emulator's inspector, as JavaScript for a browser.",
  }),
  embedText({
    source: 'edge/sandbox/inspector/inspector.css',
    output: 'generated/inspector-stylesheet.ts',
    name: 'inspectorStylesheet',
    doc: "What the emulator's inspector adds to the stylesheet of every page.",
  }),
  embedText({
    source: 'edge/sandbox/http/page.css',
    output: 'generated/page-stylesheet.ts',
    name: 'pageStylesheet',
    doc: "The stylesheet of the emulator's pages.",
  }),
])
process.exit([types, serviceTypes, serviceText, schemas, ...sections, seed, ...assets].every(Boolean) ? 0 : 1)

/** Generates the types of one description. Do not run it in parallel: the processes would race. */
async function generateTypes(description: string, output: string): Promise<boolean> {
  return (await run('openapi-typescript', [description, '-o', output, ...(check ? ['--check'] : [])])) === 0
}

/** Writes a module that exports the text of a file, for runtimes that have no file system. */
async function embedText(file: { source: string; output: string; name: string; doc: string }): Promise<boolean> {
  const text = (await readFile(join(ROOT, file.source), 'utf8')).replaceAll('\\', '\\\\').replaceAll('`', '\\`')
  return writeOrCheck(
    file.output,
    `/**
 * This file was generated from ${file.source} by \`npm run generate\`.
 * Do not make direct changes to the file.
 */

/** ${file.doc} */
export const ${file.name}: string = \`${text.replaceAll('${', '\\${')}\`
`,
  )
}

/**
 * Writes `generated/description.ts`: the servers, operations, and schemas as data, for runtimes without a file system and
 * without a YAML parser. It omits prose and examples.
 */
async function generateDescription(): Promise<boolean> {
  const spec = parse(await readFile(join(ROOT, 'openapi.yaml'), 'utf8')) as Spec
  const description = {
    servers: spec.servers.map(({ url, description: country }) => ({ url, country })),
    operations: Object.entries(spec.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        operationId: operation.operationId,
        method: method.toUpperCase(),
        path,
        bearer: (operation.security ?? spec.security).length > 0,
        request: stripProse(mediaTypes(operation.requestBody)),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, response]) => [
            status,
            stripProse(mediaTypes('$ref' in response ? resolve(spec, response.$ref as string) : response)),
          ]),
        ),
      })),
    ),
    schemas: stripProse(spec.components.schemas, true),
  }
  const text = `/**
 * This file was generated from openapi.yaml by \`npm run generate\`.
 * Do not make direct changes to the file.
 */

/** A JSON Schema; references point to \`#/$defs/\`, where \`schemas\` of the description belongs. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** The schema of each media type of a body; empty where there is no body. */
export type Content = { readonly [mediaType: string]: JsonSchema }

/** What openapi.yaml says, without its prose and examples. */
export interface Description {
  readonly servers: readonly { readonly url: string; readonly country: string }[]
  readonly operations: readonly {
    readonly operationId: string
    readonly method: string
    readonly path: string
    /** Whether it takes the access token of a user. */
    readonly bearer: boolean
    readonly request: Content
    readonly responses: { readonly [status: string]: Content }
  }[]
  readonly schemas: { readonly [name: string]: JsonSchema }
}

export const description: Description = ${JSON.stringify(description, null, 2)}
`
  return writeOrCheck('generated/description.ts', text)
}

async function generateSections(file: string): Promise<boolean> {
  return writeOrCheck(file, writeSections(file, await readFile(join(ROOT, file), 'utf8')))
}

/** Writes a file of the project. With `--check`, returns whether it is up to date. */
async function writeOrCheck(name: string, text: string): Promise<boolean> {
  const file = join(ROOT, name)
  if (!check) {
    await writeFile(file, text)
    return true
  }
  const upToDate = (await readFile(file, 'utf8').catch(() => '')) === text
  if (!upToDate) console.error(`${name} is stale. Run \`npm run generate\`.`)
  return upToDate
}

interface Spec {
  servers: { url: string; description: string }[]
  security: unknown[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown>; responses: Record<string, Body> }
}

interface Operation {
  operationId: string
  security?: unknown[]
  requestBody?: Body
  responses: Record<string, Body | { $ref: string }>
}

interface Body {
  content?: Record<string, { schema: unknown }>
}

function mediaTypes(body: Body | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body?.content ?? {}).map(([type, { schema }]) => [type, schema]))
}

function resolve(spec: Spec, ref: string): Body {
  const response = spec.components.responses[ref.replace('#/components/responses/', '')]
  if (response === undefined) throw new Error(`Cannot generate: ${ref} is not in openapi.yaml`)
  return response
}

/** Removes prose, sources, and examples, and turns OpenAPI references into JSON Schema references. */
function stripProse(value: unknown, isPropertyMap = false): unknown {
  if (Array.isArray(value)) return value.map((item) => stripProse(item))
  if (typeof value === 'string') return value.replace('#/components/schemas/', '#/$defs/')
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isPropertyMap || !['description', 'example', 'x-source'].includes(key))
      .map(([key, item]) => [key, stripProse(item, key === 'properties')]),
  )
}

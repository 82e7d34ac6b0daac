/**
 * A description as Redoc shows it, taken apart: what it needs in the page, and its scripts as files of their own.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { stringify } from 'yaml'
import { ROOT } from '../test/scripts/run.ts'
import type { Description } from './description.ts'

/** The parts of a page of Redoc. */
export interface RedocParts {
  /** Its styles. */
  readonly head: string
  /** What is there before its script runs. */
  readonly body: string
  /** The page's own script: the description. It imports `redoc.js`. */
  readonly script: string
  /** Redoc itself, the same for every page. */
  readonly bundle: string
  /** The hashes of the scripts in `body`. */
  readonly hashes: readonly string[]
}

const CLI = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js')
const DEFINITION = 'const __redoc_definition = '

/** What Redoc would load from elsewhere, which is its own logo. The name is written by our stylesheet instead. */
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g

/** No worker may run, and no text be evaluated to make one. Redoc's search does without where there is no such thing. */
const NO_WORKER = 'delete globalThis.Worker'

/**
 * Lets Redoc render a description.
 *
 * @param labels The languages of its samples; Redoc shows no other.
 * @param download Where the description is, as it was committed.
 * @param folder Takes the files that are needed on the way.
 */
export async function renderRedoc(
  description: Description,
  labels: readonly string[],
  download: string,
  folder: string,
): Promise<RedocParts> {
  const input = join(folder, 'description.yaml')
  const output = join(folder, 'redoc.html')
  await writeFile(input, stringify(description))
  await promisify(execFile)(process.execPath, [
    CLI,
    'build-docs',
    input,
    `--output=${output}`,
    `--config=${join(ROOT, 'redocly.yaml')}`,
    `--template=${join(ROOT, 'docs/redoc.hbs')}`,
    `--openapi=${JSON.stringify({
      showExtensions: ['x-source'],
      downloadUrls: [{ title: 'OpenAPI description', url: download }],
      codeSamples: { languages: [...labels, 'Payload'].map((lang) => ({ lang })) },
    })}`,
    '--inlineBundle',
  ])
  return takeApart(await readFile(output, 'utf8'))
}

/** @throws Error where Redoc's page is no longer made as it was when this was written */
export function takeApart(page: string): RedocParts {
  const [head, rest] = split(page, '<!-- body -->')
  const [body, scripts] = split(rest, '<script type="module">')
  const [bundle, own] = split(scripts, DEFINITION)
  const [script] = split(own, '</script>')
  if ((bundle.match(LOGO) ?? []).length !== 2) throw new Error("Cannot take Redoc's page apart: its logo has moved")
  return {
    head,
    // The links are those of a server's router, in the page it is the fragment that says where one is.
    body: body.replaceAll('href="/', 'href="#/'),
    script: `import { hydrate } from './redoc.js'\n\n${NO_WORKER}\n${DEFINITION}${script}`,
    bundle: bundle.trim().replaceAll(LOGO, 'data:,'),
    hashes: [...body.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => hashOf(text)),
  }
}

function split(text: string, at: string): [before: string, after: string] {
  const index = text.indexOf(at)
  if (index < 0) throw new Error(`Cannot take Redoc's page apart: it has no ${JSON.stringify(at)}`)
  return [text.slice(0, index), text.slice(index + at.length)]
}

/** As a Content Security Policy names a script. */
function hashOf(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`
}

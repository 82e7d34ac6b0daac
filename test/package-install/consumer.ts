import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'

/** A project of a stranger's own where the package is installed: copies of our folders, none of which knows the source. */
export async function createConsumer(installed: string, ...folders: string[]): Promise<string> {
  const project = await mkdtemp(join(installed, 'consumer-'))
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  for (const folder of folders) await cp(join(ROOT, folder), project, { recursive: true })
  return project
}

/** Pastes the first example of the README that has `mark` into a file, with a line behind it. */
export async function pasteExample(mark: string, file: string, lastLine: string): Promise<void> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  const example = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)]
    .map(([, code = '']) => code)
    .find((code) => code.includes(mark))
  if (example === undefined) throw new Error(`Cannot paste an example: none has "${mark}"`)
  await writeFile(file, `${example}\n${lastLine}\n`)
}

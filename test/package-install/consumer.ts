import { cp, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../scripts/run.ts'

/** A project of a stranger's own where the package is installed: copies of our folders, none of which knows the source. */
export async function createConsumer(installed: string, ...folders: string[]): Promise<string> {
  const project = await mkdtemp(join(installed, 'consumer-'))
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  for (const folder of folders) await cp(join(ROOT, folder), project, { recursive: true })
  return project
}

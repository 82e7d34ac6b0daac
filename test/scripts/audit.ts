/**
 * `npm run audit`: finds known vulnerabilities in the shipped packages. If the registry offers no audit, it reports a skip.
 *
 * `npm audit --omit=dev` is not enough: npm counts the peer dependencies, such as Hono, as development dependencies here, but
 * the deployed worker contains them.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execute } from '../helpers/child-process.ts'
import { refuseArguments } from './command-line.ts'
import { ROOT } from './run.ts'
import { resolveTool } from './tool.ts'

/** A package in `package-lock.json`. */
interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** The packages of `package-lock.json` by their folder: `node_modules/hono`. The project itself is `''`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>

/** The output of `npm audit --json`: a report, or the error of the request. */
interface AuditOutput {
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly range: string; readonly nodes: readonly string[] }>
  >
  readonly message?: string
}

/** The result of an audit. */
export type AuditResult =
  | { readonly status: 'skipped'; readonly reason: string }
  | { readonly status: 'done'; readonly vulnerable: readonly string[] }

/** Returns the folders of the shipped packages: the dependencies and peer dependencies, with their own dependencies. */
export function shippedFolders(packages: LockedPackages): Set<string> {
  const found = new Set<string>()
  const visit = (folder: string, { dependencies, peerDependencies }: LockedPackage) => {
    const names = Object.keys({ ...dependencies, ...(folder === '' && peerDependencies) })
    for (const name of names) {
      const installed = [`${folder}/node_modules/${name}`, `node_modules/${name}`].find((path) => packages[path])
      if (installed === undefined || found.has(installed)) continue
      found.add(installed)
      visit(installed, packages[installed] ?? {})
    }
  }
  visit('', packages[''] ?? {})
  return found
}

/** Reads the output of `npm audit --json`. Only packages in `folders` count. */
export function readAudit(output: string, folders: ReadonlySet<string>): AuditResult {
  let audit: AuditOutput
  try {
    audit = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as AuditOutput
  } catch {
    return { status: 'skipped', reason: 'npm printed no report' }
  }
  if (audit.vulnerabilities === undefined)
    return { status: 'skipped', reason: audit.message ?? 'npm printed no report' }
  const vulnerable = Object.entries(audit.vulnerabilities)
    .filter(([, { nodes }]) => nodes.some((node) => folders.has(node)))
    .map(([name, { severity, range }]) => `${name} ${range}: ${severity}`)
  return { status: 'done', vulnerable }
}

async function main(): Promise<number> {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: LockedPackages }
  const folders = shippedFolders(lock.packages)
  const [command, ...args] = resolveTool('npm')
  const { output } = await execute(command, [...args, 'audit', '--json', '--package-lock-only', '--fetch-retries=1'])
  const result = readAudit(output, folders)
  if (result.status === 'skipped') {
    const annotation = process.env['GITHUB_ACTIONS'] === 'true' ? '::warning::' : ''
    console.log(`${annotation}The audit was skipped: ${result.reason.replaceAll(/\s+/g, ' ')}`)
    return 0
  }
  for (const line of result.vulnerable) console.log(line)
  console.log(`${folders.size} packages ship. ${result.vulnerable.length} of them have known vulnerabilities.`)
  return result.vulnerable.length === 0 ? 0 : 1
}

if (import.meta.main) {
  refuseArguments('npm run audit: finds known vulnerabilities in the shipped packages')
  process.exitCode = await main()
}

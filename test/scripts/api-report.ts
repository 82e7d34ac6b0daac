/**
 * `npm run api-report`: writes the signatures of the public API, one file for each entry point, to `generated/public-api/`. A test
 * compares these files with the installed package, so that it finds every change of the API.
 *
 * @module
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refuseArguments } from './command-line.ts'
import { installTools, loadTool } from './install-tools.ts'
import { ROOT, run } from './run.ts'

/** The parts of API Extractor that this module uses. */
interface ApiExtractor {
  readonly ExtractorConfig: { prepare(options: object): object }
  readonly Extractor: {
    invoke(
      config: object,
      options: {
        localBuild: boolean
        messageCallback: (message: { readonly category: string; handled: boolean }) => void
      },
    ): { readonly succeeded: boolean }
  }
}

/** Where the reports are committed. */
export const PUBLIC_API: string = join(ROOT, 'generated/public-api')

/** Reads the declarations of every entry point of a built package, and returns the reports by file name. */
export async function readApiReports(packageFolder: string): Promise<Map<string, string>> {
  const manifest = join(packageFolder, 'package.json')
  const { exports } = JSON.parse(await readFile(manifest, 'utf8')) as { exports: Record<string, { types?: string }> }
  await installTools('test/package-install')
  const extractor = loadTool<ApiExtractor>('test/package-install', '@microsoft/api-extractor')
  const reportFolder = await mkdtemp(join(tmpdir(), 'api-report-'))
  try {
    const reports = new Map<string, string>()
    for (const [entry, { types }] of Object.entries(exports)) {
      if (types === undefined) continue
      const fileName = `${entry === '.' ? 'index' : entry.slice(2).replaceAll('/', '-')}.api.md`
      extract(extractor, { packageFolder, types, reportFolder, fileName })
      reports.set(fileName, await readFile(join(reportFolder, fileName), 'utf8'))
    }
    return reports
  } finally {
    await rm(reportFolder, { recursive: true })
  }
}

function extract(
  { Extractor, ExtractorConfig }: ApiExtractor,
  options: { packageFolder: string; types: string; reportFolder: string; fileName: string },
): void {
  const { packageFolder, types, reportFolder, fileName } = options
  const entry = join(packageFolder, types)
  const silent = { default: { logLevel: 'none' } }
  const extractorConfig = ExtractorConfig.prepare({
    packageJsonFullPath: join(packageFolder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: packageFolder,
      newlineKind: 'lf',
      mainEntryPointFilePath: entry,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2023',
            lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
            module: 'NodeNext',
            moduleResolution: 'NodeNext',
            strict: true,
            exactOptionalPropertyTypes: true,
            skipLibCheck: true,
            types: ['node'],
            typeRoots: [join(ROOT, 'node_modules/@types')],
          },
          files: [entry],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: fileName,
        reportFolder,
        includeForgottenExports: true,
        reportTempFolder: join(reportFolder, 'temp'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { extractorMessageReporting: silent, tsdocMessageReporting: silent },
    },
  })
  const { succeeded } = Extractor.invoke(extractorConfig, {
    localBuild: true,
    messageCallback: (message) => {
      // The only message that matters here is a type error in the declarations.
      if (message.category !== 'Compiler') message.handled = true
    },
  })
  if (!succeeded)
    throw new Error(`Cannot read the public API of ${types}. Run \`npx tsc -p tsconfig.build.json\` first.`)
}

if (import.meta.main) {
  refuseArguments('npm run api-report: writes generated/public-api/')
  if ((await run('tsc', ['-p', 'tsconfig.build.json'])) !== 0) process.exit(1)
  const reports = await readApiReports(ROOT)
  await rm(PUBLIC_API, { recursive: true, force: true })
  await mkdir(PUBLIC_API, { recursive: true })
  for (const [fileName, report] of reports) await writeFile(join(PUBLIC_API, fileName), report)
}

/**
 * Measures the size of a bundle, and the share of each of its parts.
 *
 * @module
 */
import { relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { toolPath } from '../scripts/install-tools.ts'
import { ROOT } from '../scripts/run.ts'

export interface Bundle {
  readonly minifiedKb: number
  readonly gzippedKb: number
  /** The size of the code that only `import()` loads, in gzipped kilobytes. */
  readonly onDemandKb: number
  /** The size of each part in minified kilobytes, the largest first. A package has its name, and our code its folder. */
  readonly shares: readonly (readonly [part: string, kb: number])[]
}

/** A kilobyte has 1,000 bytes, as in registries and browsers. */
const KB = 1000

export interface BundleOptions {
  /** Use `node` if the script needs Node's built-in modules. @default neutral, for an edge runtime */
  readonly platform?: 'neutral' | 'node'
  /** Packages and files of the project to leave out, to measure their share. */
  readonly without?: readonly string[]
}

/**
 * Bundles a script. Code that it loads on demand with `import()` is counted separately, because it is a separate file on Node, in
 * Deno, and in the output of a bundler that splits code.
 */
export async function bundle(script: string, options: BundleOptions = {}): Promise<Bundle> {
  const { platform = 'neutral', without = [] } = options
  const { outputFiles, metafile } = await build({
    stdin: { contents: script, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    splitting: true,
    outdir: ROOT,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'error',
    platform,
    absWorkingDir: ROOT,
    external: ['cloudflare:workers', ...without],
    // The packages that the bundles are compared with.
    nodePaths: [toolPath('test/bench', '')],
    ...(platform === 'neutral' && { mainFields: ['module', 'main'], conditions: ['workerd', 'worker', 'browser'] }),
  })
  const filesAtOnce = filesLoadedAtOnce(metafile)
  const loaded = outputFiles.filter(({ path }) => filesAtOnce.has(relative(ROOT, path)))
  const onDemand = outputFiles.filter((file) => !loaded.includes(file))
  const bytes = new Map<string, number>()
  for (const { path } of loaded) {
    for (const [file, { bytesInOutput }] of Object.entries(metafile.outputs[relative(ROOT, path)]?.inputs ?? {})) {
      const part = packageOf(file)
      bytes.set(part, (bytes.get(part) ?? 0) + bytesInOutput)
    }
  }
  return {
    minifiedKb: sum(loaded.map(({ contents }) => contents.length)) / KB,
    gzippedKb: toGzippedKb(loaded.map(({ contents }) => contents)),
    onDemandKb: toGzippedKb(onDemand.map(({ contents }) => contents)),
    shares: [...bytes]
      .map(([part, count]) => [part, count / KB] as const)
      .filter(([, kb]) => kb >= 0.05)
      .sort(([, one], [, other]) => other - one),
  }
}

/** Returns the entry file, and the files that it imports statically. */
function filesLoadedAtOnce({ outputs }: Metafile): ReadonlySet<string> {
  const files = new Set(Object.keys(outputs).filter((file) => outputs[file]?.entryPoint === '<stdin>'))
  for (const file of files) {
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement') files.add(path)
  }
  return files
}

/** Returns the total size of the files, each one gzipped separately, in kilobytes. */
export function toGzippedKb(files: readonly Uint8Array[]): number {
  return sum(files.map((contents) => gzipSync(contents, { level: 9 }).length)) / KB
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function packageOf(file: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? []
  return name ?? /^(edge\/worker\/pages|edge\/worker|src|generated)\//.exec(file)?.[1] ?? 'the script'
}

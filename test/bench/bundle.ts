/**
 * A bundle: how large it is, and what it is made of.
 *
 * @module
 */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ROOT } from '../scripts/run.ts'

export interface Bundle {
  readonly minifiedKb: number
  readonly gzippedKb: number
  /** Minified kilobytes of each part: a package by its name, ours by its folder. The largest first. */
  readonly shares: readonly (readonly [part: string, kb: number])[]
}

/** Kilobytes of 1,000 bytes, as every registry and browser counts them. */
const KB = 1000

export interface BundleOptions {
  /** `node` where it needs Node's own modules. @default neutral, for an edge runtime */
  readonly platform?: 'neutral' | 'node'
  /** Packages and files of the project that are left out, to see how much they are. */
  readonly without?: readonly string[]
}

/** Bundles a script. */
export async function bundle(script: string, options: BundleOptions = {}): Promise<Bundle> {
  const { platform = 'neutral', without = [] } = options
  const { outputFiles, metafile } = await build({
    stdin: { contents: script, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'error',
    platform,
    absWorkingDir: ROOT,
    external: [...without],
    ...(platform === 'neutral' && { mainFields: ['module', 'main'], conditions: ['workerd', 'worker', 'browser'] }),
  })
  const code = outputFiles[0]?.contents
  if (code === undefined) throw new Error('Cannot bundle: esbuild wrote nothing')
  const bytes = new Map<string, number>()
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const part = packageOf(file)
      bytes.set(part, (bytes.get(part) ?? 0) + bytesInOutput)
    }
  }
  return {
    minifiedKb: code.length / KB,
    gzippedKb: gzipSync(code, { level: 9 }).length / KB,
    shares: [...bytes]
      .map(([part, count]) => [part, count / KB] as const)
      .filter(([, kb]) => kb >= 0.05)
      .sort(([, one], [, other]) => other - one),
  }
}

function packageOf(file: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? []
  return name ?? /^(edge\/worker\/pages|edge\/worker|src|generated)\//.exec(file)?.[1] ?? 'the script'
}

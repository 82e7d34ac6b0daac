import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { reportedFigure } from '../helpers/bench-report.ts'
import { ROOT } from '../scripts/run.ts'

const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8')

/** The figures that the documents repeat: where, in which words, and where they come from. */
const FIGURES: readonly (readonly [page: string, words: RegExp, figure: number])[] = [
  ...(
    [
      ['the client alone', "the library's client"],
      ['`begin` and `complete`', '`begin` and `complete`, with everything'],
      ['`createPermissionHandler`', '`createPermissionHandler`, with a client and keys'],
      ['both handlers and the token manager', 'both handlers and `createTokenManager`, with a client and keys'],
      ['the module in `hono/tiny`', 'the module, mounted in an app of `hono/tiny`'],
      ['the service worker, in English', 'the service worker, in English'],
      ['the whole worker, in English', 'the whole worker, in English'],
      ['the whole worker, in English and German', 'the whole worker, in English and German'],
      [
        'the same as `wrangler deploy` uploads it, with the description of the API',
        'the worker as it is published, in English and German',
      ],
      ["Cronofy's SDK for Node, for comparison", 'the official SDK'],
    ] as const
  ).map(([name, row]) => ['docs/explanation/performance.md', rowOf(name, ' kB'), reportedFigure('size', row)] as const),
  ...(
    [
      ['`start` of the module', '`start` of the module'],
      ['`complete` of the service worker', '`complete` of the service worker'],
      ['`complete` of the whole worker', '`complete` of the whole worker'],
      ['`/healthz` of the whole worker', '`/healthz` of the whole worker'],
    ] as const
  ).map(
    ([name, row]) =>
      ['docs/explanation/performance.md', rowOf(name, ' times'), reportedFigure('startup', row, 3)] as const,
  ),
  [
    'docs/explanation/sdk.md',
    rowOf('import on Node, beside the SDK', ' times'),
    reportedFigure('startup', 'the library', 3),
  ],
  [
    'docs/explanation/sdk.md',
    rowOf('bundle, minified and gzipped: the client', ' kB'),
    reportedFigure('size', "the library's client"),
  ],
  [
    'README.md',
    /`begin` and `complete` together are ([\d.]+) kB/,
    reportedFigure('size', '`begin` and `complete`, with everything'),
  ],
  [
    'README.md',
    /the worker that `wrangler`\s+uploads is ([\d.]+) kB/,
    reportedFigure('size', 'the worker as it is published, in English and German'),
  ],
]

function rowOf(name: string, unit: string): RegExp {
  const escaped = name.replaceAll(/[/.`]/g, (character) => `\\${character}`)
  return new RegExp(`^\\| ${escaped} \\| ([\\d.]+)${unit} \\|`, 'm')
}

describe('the documents have the figures of test/bench/RESULTS.md', () => {
  test.each(FIGURES)('%s (%#)', async (page, words, figure) => {
    const [, stated = ''] = words.exec(await read(page)) ?? []
    expect(stated, `${page} has no figure at ${words}`).not.toBe('')
    const decimals = stated.split('.')[1]?.length ?? 0
    expect(stated).toBe(figure.toFixed(decimals))
  })
})

import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'
import { resolveTool } from '../scripts/tool.ts'

/** How Deno calls the project's folder. */
const HERE = pathToFileURL(ROOT).href

test('JSR would take it: explicit types, no import that it does not know, and nothing but what is meant to be there', {
  timeout: 180_000,
}, async () => {
  const [deno] = resolveTool('deno')
  const { code, output } = await execute(deno, ['publish', '--dry-run', '--allow-dirty'], { NO_COLOR: '1' })
  expect(code, output).toBe(0)
  expect(output).toContain('Success Dry run complete')
  expect(output).not.toMatch(/warning/i)
  const names = output
    .split('\n')
    .filter((line) => line.includes(HERE))
    .map((line) =>
      line
        .trim()
        .slice(HERE.length)
        .replace(/ \([^(]*\)$/, ''),
    )
  expect(names).toEqual(expect.arrayContaining(['deno.json', 'LICENSE', 'README.md', 'openapi.yaml', 'src/index.ts']))
  expect(names.filter((name) => !/^(src|edge|generated)\//.test(name))).toHaveLength(4)
  // It is there to be copied, and knows the package by the name that npm has for it.
  expect(names.filter((name) => name.startsWith('edge/template/'))).toEqual([])
})

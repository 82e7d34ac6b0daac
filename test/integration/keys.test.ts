import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../edge/worker/config/config.ts'
import { execute } from '../helpers/child-process.ts'
import { ROOT } from '../scripts/run.ts'

async function printKeys(...args: string[]): Promise<Record<string, string>> {
  const { code, output } = await execute(process.execPath, [join(ROOT, 'edge/worker/entries/cli.ts'), 'keys', ...args])
  expect(code, output).toBe(0)
  const lines = output.trim().split('\n')
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}

test('npm run keys prints keys that the worker takes, and never the same twice', async () => {
  const [one, two] = [await printKeys(), await printKeys('ruby')]
  for (const printed of [one, two]) {
    const rest = { PUBLIC_URL: 'https://connect.example.com', ALLOWED_RETURN_URLS: 'https://app.example.com' }
    expect(readConfig({ ...rest, ...printed }).apiKeys).toHaveLength(1)
  }
  expect(one['API_KEYS']).toMatch(/^backend:/)
  expect(two['API_KEYS']).toMatch(/^ruby:/)
  expect(one['SEALING_KEYS']).not.toBe(two['SEALING_KEYS'])
})

test.each([[], ['--help'], ['key'], ['keys', 'a b'], ['keys', 'one', 'two']])(
  'the command prints its usage, and no key, for %j',
  async (...args) => {
    const { code, output } = await execute(process.execPath, [join(ROOT, 'edge/worker/entries/cli.ts'), ...args])
    expect(code).toBe(args[0] === '--help' ? 0 : 1)
    expect(output).toContain('cronofy-extended-permissions keys [NAME]')
    expect(output).not.toMatch(/[\w-]{43}/)
  },
)

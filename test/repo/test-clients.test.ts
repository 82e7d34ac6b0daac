import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'

let empty: string

beforeEach(async () => {
  empty = await mkdtemp(join(tmpdir(), 'path-'))
})

afterEach(() => rm(empty, { recursive: true, force: true }))

/** Runs the command on a machine that has no other command. */
const testClients = (...args: string[]) =>
  execute(process.execPath, ['test/scripts/test-clients.ts', ...args], { PATH: empty, Path: empty })

test('npm run test:clients says first what is missing and how to install it, and names the skipped clients last', async () => {
  const { code, output } = await testClients('ruby')
  expect(output.trim().split(/\r?\n/)).toEqual([
    'missing: Ruby 2.7 or newer with Typhoeus, for ruby',
    '  sudo apt-get install ruby ruby-typhoeus',
    'missing: Maven with a JDK of Java 17 or newer, for ruby',
    '  sudo apt-get install maven default-jdk-headless',
    '',
    'skipped: ruby needs Ruby 2.7 or newer with Typhoeus and Maven with a JDK of Java 17 or newer',
    '0 passed, 0 failed, 1 skipped',
  ])
  expect(code).toBe(0)
})

test('npm run test:clients fails with --no-skips when a client is skipped', async () => {
  const { code, output } = await testClients('--no-skips', 'ruby', 'php')
  expect(output).toContain('0 passed, 2 failed, 2 skipped')
  expect(code).toBe(1)
})

test('npm run test:clients refuses a client that it does not have', async () => {
  const { code, output } = await testClients('cobol')
  expect(output).toContain('Cannot run cobol. The clients are')
  expect(code).toBe(2)
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { execute } from '../helpers/child-process.ts'
import { detectSdk, SDKS } from '../sdks/sdks.ts'

const SCRIPT = 'test/scripts/test-sdks.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function folderWith(file: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sdk-source-'))
  folders.push(folder)
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), '')
  return folder
}

test('npm run test:sdks ends with 2 and says what to pass when there is no source', async () => {
  const { code, output } = await execute(process.execPath, [SCRIPT])
  expect(code).toBe(2)
  expect(output).toBe(
    'Cannot run without an SDK. Pass its folder.\n\nnpm run test:sdks -- --source DIR: tests the copy of a Cronofy SDK in DIR\n',
  )
})

test('npm run test:sdks ends with 1 and names the SDKs when the source is none of them', async () => {
  const { code, output } = await execute(process.execPath, [SCRIPT, '--source', await folderWith('README.md')])
  expect(code).toBe(1)
  for (const { name } of SDKS) expect(output).toContain(name)
})

test.each(SDKS)('detectSdk() finds $name by its files', async ({ name, file }) => {
  expect(detectSdk(await folderWith(file)).name).toBe(name)
})

test('npm run test:sdks fails when the copy of an SDK does nothing', async () => {
  const { code, output } = await execute(process.execPath, [SCRIPT, '--source', await folderWith('lib/cronofy.rb')])
  // Without Ruby and its gems, the SDK is skipped.
  if (output.includes('skipped: this machine has no')) expect(output).toContain('0 passed, 0 failed, 1 skipped')
  else expect(output).toMatch(/0 passed, [1-9] failed, 0 skipped/)
  expect(code).toBe(output.includes(' 0 failed,') ? 0 : 1)
})

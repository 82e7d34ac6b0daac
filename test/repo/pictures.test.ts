import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../scripts/run.ts'

const FOLDER = join(ROOT, 'docs/pictures')
const NAMES = ['connect', 'choose', 'access-page', 'outcome', 'inspector']
const PNG = [0x89, 0x50, 0x4e, 0x47]

test('the pictures are there, light and dark, and small', async () => {
  const expected = NAMES.flatMap((name) => [`${name}-dark.png`, `${name}-light.png`])
  expect((await readdir(FOLDER)).toSorted()).toEqual(expected.toSorted())
  for (const file of expected) {
    const picture = await readFile(join(FOLDER, file))
    expect([...picture.subarray(0, 4)], file).toEqual(PNG)
    expect(picture.readUInt32BE(16), `${file}: width`).toBe(1000)
    expect(picture.length, file).toBeLessThan(120_000)
  }
})

import { expect, test } from 'vitest'
import { usePages, walk } from './open-pages.ts'
import { goesAstray, inspects } from './sandbox-journeys.ts'
import { LOOKS } from './variants.ts'

const { newWalker } = usePages()

test("the sandbox's pages beside the flow", async () => {
  const walker = await newWalker()
  expect(await walk(walker, goesAstray(walker), LOOKS)).toHaveLength(9)
})

test('the inspector, from empty to full', async () => {
  const walker = await newWalker()
  expect(await walk(walker, inspects(walker), LOOKS)).toHaveLength(6)
})

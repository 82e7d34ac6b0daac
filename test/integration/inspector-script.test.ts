import { expect, test } from 'vitest'
import { inspectorScript } from '../../generated/inspector-script.ts'

test('the script of the inspector writes no markup and runs no text', () => {
  expect(inspectorScript).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setHTML|srcdoc/,
  )
})

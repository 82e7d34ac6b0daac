import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrastRatio, lightenToContrast, textColorOn } from '../../../edge/worker/config/contrast.ts'
import { STYLE, THEME } from '../../../edge/worker/pages/stylesheet.ts'

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.478],
  ['#ff0000', '#ffffff', 3.998],
])('contrastRatio() of %s and %s is %d, whichever comes first', (one, other, ratio) => {
  expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2)
  expect(contrastRatio(other, one)).toBeCloseTo(ratio, 2)
})

test('textColorOn() and lightenToContrast() give what can be read, for every colour', () => {
  fc.assert(
    fc.property(color, (any) => {
      expect(contrastRatio(textColorOn(any), any)).toBeGreaterThanOrEqual(4.5)
      expect(contrastRatio(lightenToContrast(any, '#1d2229'), '#1d2229')).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('every text of the theme can be read on every ground that it stands on, light and dark', () => {
  const colors = new Map(
    [...THEME.matchAll(/--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, ...both]) => [name, both]),
  )
  for (const [text, ground] of [
    ...['ink', 'muted', 'accent'].flatMap((name) => [`${name} ground`, `${name} surface`]),
    ...['on-accent accent', 'good good-ground', 'warn warn-ground', 'ink good-ground'],
  ].map((pair) => pair.split(' '))) {
    for (const scheme of [0, 1]) {
      const ratio = contrastRatio(colors.get(text)?.[scheme] ?? '', colors.get(ground)?.[scheme] ?? '')
      expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  }
})

test('the stylesheet turns with the direction of the text', () => {
  expect(STYLE).not.toMatch(/(?:margin|padding|border)-(?:left|right)|[^-](?:left|right):|text-align: (?:left|right)/)
})

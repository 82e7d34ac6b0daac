/**
 * Readable colors, by WCAG 2.2.
 *
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 * @module
 */

/** Success criterion 1.4.3: the minimum contrast between a text and its background. */
export const MIN_CONTRAST_RATIO = 4.5

/** Reads `#rrggbb` or `rrggbb`, and returns `#rrggbb`. Undefined if it is anything else. */
export function parseColor(value: string): string | undefined {
  const digits = /^#?([0-9a-f]{6})$/i.exec(value.trim())?.[1]
  return digits === undefined ? undefined : `#${digits}`
}

/** The contrast ratio of two colors, from 1 to 21. */
export function contrastRatio(colorA: string, colorB: string): number {
  const [dark = 0, light = 0] = [luminance(colorA), luminance(colorB)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Mixes a color with white until it is readable on `background`. */
export function lightenToContrast(color: string, background: string): string {
  let mixed = color
  for (let white = 1; contrastRatio(mixed, background) < MIN_CONTRAST_RATIO && white <= 20; white++) {
    const channels = channelsOf(color).map((value) => Math.round(value + (255 - value) * (white / 20)))
    mixed = `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`
  }
  return mixed
}

/** Black or white, whichever has more contrast to `background`. One of them always has at least 4.58. */
export function textColorOn(background: string): string {
  return contrastRatio('#ffffff', background) >= contrastRatio('#000000', background) ? '#ffffff' : '#000000'
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(color).map((value) => {
    const normalized = value / 255
    return normalized <= 0.04045 ? normalized / 12.92 : ((normalized + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channelsOf(color: string): number[] {
  return [1, 3, 5].map((index) => Number.parseInt(color.slice(index, index + 2), 16))
}

/** The backgrounds with the least contrast: the page of the light theme, and the surfaces of the dark theme. */
export const BACKGROUNDS = { light: '#f6f7f9', dark: '#1d2229' } as const

/**
 * The brand of the connect app: a name, a logo, and a color.
 *
 * @module
 */

import { urlProblem } from '../../../src/handler/http/web-url.ts'
import { quoteUrl } from '../../../src/shared/redact.ts'
import {
  BACKGROUNDS,
  contrastRatio,
  HEX_COLOR,
  lightenToContrast,
  MIN_CONTRAST_RATIO,
  textColorOn,
} from './contrast.ts'

/** The brand of the connect app's pages. */
export interface Brand {
  /** The application's name, in the header and the title of every page. */
  readonly name: string | undefined
  /** The URL of an image beside the name. The worker does not serve it. */
  readonly logo: string | undefined
  /** The color of buttons, links, and focus outlines as `#rrggbb`, on light and on dark pages. */
  readonly color: { readonly light: string; readonly dark: string } | undefined
}

export const DEFAULT_BRAND: Brand = { name: undefined, logo: undefined, color: undefined }

const MAX_NAME_LENGTH = 60

/** Reads the three values and adds what is invalid to `problems`. */
export function readBrand(
  input: { name: string | undefined; logo: string | undefined; color: string | undefined },
  problems: string[],
): Brand {
  const { name, logo, color } = input
  if (name !== undefined && (name.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(name))) {
    problems.push(`BRAND_NAME must be one line of at most ${MAX_NAME_LENGTH} characters.`)
  }
  const problem = logo === undefined ? undefined : logoProblem(logo)
  if (problem !== undefined) problems.push(`BRAND_LOGO ${quoteUrl(logo ?? '')} ${problem}.`)
  return {
    name,
    logo: logo === undefined || problem !== undefined ? undefined : new URL(logo).href,
    color: color === undefined ? undefined : readColor(color, problems),
  }
}

/** In a Content-Security-Policy, `*` matches every host, and a trailing slash matches everything below the path. */
function logoProblem(logo: string): string | undefined {
  const problem = urlProblem(logo)
  if (problem !== undefined) return problem
  const { hostname, pathname } = new URL(logo)
  if (hostname.includes('*')) return 'must not have "*" in its host'
  return pathname.endsWith('/') ? 'must name a file, so it must not end in "/"' : undefined
}

/** Reads one color, or one for light and one for dark pages. */
function readColor(value: string, problems: string[]): Brand['color'] {
  const [light = '', darkInput, ...extra] = value.split(',').map((color) => color.trim())
  if (extra.length > 0 || !HEX_COLOR.test(light) || (darkInput !== undefined && !HEX_COLOR.test(darkInput))) {
    problems.push(
      'BRAND_COLOR must be #rrggbb, or two such colors separated by a comma: for light pages and for dark pages.',
    )
    return undefined
  }
  const dark = darkInput ?? lightenToContrast(light, BACKGROUNDS.dark)
  for (const [color, background, pages] of [
    [light, BACKGROUNDS.light, 'light'],
    [dark, BACKGROUNDS.dark, 'dark'],
  ] as const) {
    const ratio = contrastRatio(color, background)
    if (ratio < MIN_CONTRAST_RATIO) {
      problems.push(
        `BRAND_COLOR ${color} is not readable on ${pages} pages. Its contrast is ${ratio.toFixed(1)}. WCAG 2.2 requires ${MIN_CONTRAST_RATIO}.`,
      )
    }
  }
  return { light, dark }
}

/** The CSS rule for the color. It overrides the stylesheet's own colors. */
export function brandStyle({ color }: Brand): string {
  if (color === undefined) return ''
  const { light, dark } = color
  return `:root { --accent: light-dark(${light}, ${dark}); --on-accent: light-dark(${textColorOn(light)}, ${textColorOn(dark)}); }\n`
}

/**
 * The logo as a source in the Content-Security-Policy. It allows this one URL, not its whole origin. A source has no
 * query, and an unescaped `;` or `,` would end it.
 */
export function logoCspSource({ logo }: Brand): string | undefined {
  if (logo === undefined) return undefined
  const { origin, pathname } = new URL(logo)
  return origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C')
}

/**
 * Whose pages they are: a name, a logo and a colour.
 *
 * @module
 */
import { quoteUrl } from '../../../src/shared/redact.ts'
import { urlProblem } from '../http/web-url.ts'
import {
  BACKGROUNDS,
  contrastRatio,
  HEX_COLOR,
  lightenToContrast,
  MIN_CONTRAST_RATIO,
  textColorOn,
} from './contrast.ts'

/** Whose the pages of the connect app are. */
export interface Brand {
  /** Is at the head of every page and in its title, and says who asks. */
  readonly name: string | undefined
  /** The address of an image, beside the name; from a place of its own, since the worker serves none. */
  readonly logo: string | undefined
  /** The colour of buttons, links and focus, `#rrggbb`, on a light and on a dark page. */
  readonly color: { readonly light: string; readonly dark: string } | undefined
}

/** The pages as they are when nobody says whose they are. */
export const DEFAULT_BRAND: Brand = { name: undefined, logo: undefined, color: undefined }

const MAX_NAME_LENGTH = 60

/** Reads the three; what cannot be used is added to `problems`. */
export function readBrand(
  input: { name: string | undefined; logo: string | undefined; color: string | undefined },
  problems: string[],
): Brand {
  const { name, logo, color } = input
  if (name !== undefined && (name.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(name))) {
    problems.push(`BRAND_NAME is not one line of at most ${MAX_NAME_LENGTH} characters`)
  }
  const problem = logo === undefined ? undefined : logoProblem(logo)
  if (problem !== undefined) problems.push(`BRAND_LOGO ${quoteUrl(logo ?? '')} ${problem}`)
  return {
    name,
    logo: logo === undefined || problem !== undefined ? undefined : new URL(logo).href,
    color: color === undefined ? undefined : readColor(color, problems),
  }
}

/** In a policy, a star stands for every host, and a slash at the end for all that is below. */
function logoProblem(logo: string): string | undefined {
  const problem = urlProblem(logo)
  if (problem !== undefined) return problem
  const { hostname, pathname } = new URL(logo)
  if (hostname.includes('*')) return 'names no host'
  return pathname.endsWith('/') ? 'names no file' : undefined
}

/** One colour, or one for light and one for dark pages. */
function readColor(value: string, problems: string[]): Brand['color'] {
  const [light = '', darkInput, ...extra] = value.split(',').map((color) => color.trim())
  if (extra.length > 0 || !HEX_COLOR.test(light) || (darkInput !== undefined && !HEX_COLOR.test(darkInput))) {
    problems.push('BRAND_COLOR is not #rrggbb, or two of them with a comma between: for light and for dark pages')
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
        `BRAND_COLOR ${color} cannot be read on ${pages} pages: its contrast is ${ratio.toFixed(1)}, WCAG 2.2 asks for ${MIN_CONTRAST_RATIO}`,
      )
    }
  }
  return { light, dark }
}

/** The colour as a rule of the stylesheet, which goes after the others. */
export function brandStyle({ color }: Brand): string {
  if (color === undefined) return ''
  const { light, dark } = color
  return `:root { --accent: light-dark(${light}, ${dark}); --on-accent: light-dark(${textColorOn(light)}, ${textColorOn(dark)}); }\n`
}

/**
 * The logo as a source of the Content-Security-Policy: this one address, and not all of its origin, so that nothing
 * else can be fetched from there. A source has no query, and these two signs would end it.
 */
export function logoCspSource({ logo }: Brand): string | undefined {
  if (logo === undefined) return undefined
  const { origin, pathname } = new URL(logo)
  return origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C')
}

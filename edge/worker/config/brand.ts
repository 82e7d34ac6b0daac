/**
 * The brand of the connect app: a name, a logo, a color, and the application's URL.
 *
 * @module
 */

import { urlProblem } from '../../../src/handler/http/web-url.ts'
import { quoteUrl } from '../../../src/shared/redact.ts'
import {
  BACKGROUNDS,
  contrastRatio,
  lightenToContrast,
  MIN_CONTRAST_RATIO,
  parseColor,
  textColorOn,
} from './contrast.ts'

/** The brand of the connect app's pages. */
export interface Brand {
  /** The application's name, in the header and the title of every page. */
  readonly name: string | undefined
  /** The URL of an image beside the name. The worker does not serve it. */
  readonly logo: string | undefined
  /** The color of buttons, links, and focus outlines as `#rrggbb`, on light and on dark pages. */
  readonly color:
    | {
        /** For light pages. */
        readonly light: string
        /** For dark pages. */
        readonly dark: string
      }
    | undefined
  /** Where the application is. The name in the header, "Done", and similar links lead there. */
  readonly url: string | undefined
}

/** The values of the brand's variables. */
export interface BrandInput {
  readonly name: string | undefined
  readonly logo: string | undefined
  /** Empty if it is set to an empty value. */
  readonly color: string | undefined
  readonly url: string | undefined
  /** Whether an emulator replaces Cronofy. Then `url` may be http. */
  readonly sandbox: boolean
}

export const DEFAULT_BRAND: Brand = { name: undefined, logo: undefined, color: undefined, url: undefined }

const MAX_NAME_LENGTH = 60

/** In an env file, a value that begins with `#` is a comment. */
const HASH_HINT = 'In an env file, "#" begins a comment, so write the color without it.'

/** Reads the values and adds what is invalid to `problems`. */
export function readBrand(input: BrandInput, problems: string[]): Brand {
  const { name, logo, color, url, sandbox } = input
  if (name !== undefined && (name.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(name))) {
    problems.push(`BRAND_NAME must be one line of at most ${MAX_NAME_LENGTH} characters.`)
  }
  return {
    name,
    logo: readUrl('BRAND_LOGO', logo, { problemOf: logoProblem, problems }),
    color: color === undefined ? undefined : readColor(color, problems),
    url: readUrl('BRAND_URL', url, { problemOf: (value) => linkProblem(value, sandbox), problems }),
  }
}

function readUrl(
  variable: string,
  value: string | undefined,
  { problemOf, problems }: { problemOf: (value: string) => string | undefined; problems: string[] },
): string | undefined {
  if (value === undefined) return undefined
  const problem = problemOf(value)
  if (problem === undefined) return new URL(value).href
  problems.push(`${variable} ${quoteUrl(value)} ${problem}.`)
  return undefined
}

function linkProblem(url: string, sandbox: boolean): string | undefined {
  const problem = urlProblem(url)
  if (problem !== undefined) return problem
  if (new URL(url).protocol === 'https:' || sandbox) return undefined
  return 'must be https. http is allowed with SANDBOX_URL only'
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
  if (value === '') {
    problems.push(`BRAND_COLOR is set to an empty value. ${HASH_HINT}`)
    return undefined
  }
  const [light, darkInput, ...extra] = value.split(',').map(parseColor)
  const hasInvalidDark = value.includes(',') && darkInput === undefined
  if (light === undefined || hasInvalidDark || extra.length > 0) {
    problems.push(
      `BRAND_COLOR must be rrggbb or #rrggbb, or two such colors separated by a comma, for light and for dark pages. ${HASH_HINT}`,
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

import { mediaTypeOf } from '../http/body.ts'
import type { JournalEntry } from '../journal/journal.ts'
import { MASK, normalizeName } from '../validation/redact.ts'
import { formatJson } from './json.ts'
import { quoteForShell, type ShellFragment } from './shell-quote.ts'

export type CurlRequest = Pick<JournalEntry, 'method' | 'path' | 'authorization' | 'content_type' | 'request_body'>

const FALLBACK_VARIABLE = 'SECRET'

/** Variable names by the name of a field or parameter. A name that a client sent never becomes a variable name. */
const VARIABLE_NAMES: ReadonlyMap<string, string> = new Map([
  ...['access_token', 'authorization', 'token'].map((name) => [normalizeName(name), 'TOKEN'] as const),
  ...['client_assertion', 'client_secret', 'code', 'code_verifier', 'id_token', 'link_token'].map(toVariable),
  ...['refresh_token', 'request', 'state'].map(toVariable),
])

function toVariable(name: string): readonly [string, string] {
  return [normalizeName(name), name.toUpperCase()]
}

/** A mask, with the name of its query parameter if it has one, which may be in a form-encoded URL. */
const MASKED_VALUE = /(?:(?:[?&#;]|%3f|%26|%23|%3b)([a-z_[\]-]+)(?:=|%3d))?\*\*\*/gi

const UNREADABLE_BODY_NOTE = /^\d+ characters of "/

/**
 * Renders a journal entry as a `curl` command for a POSIX shell. Each masked secret becomes a variable: `$TOKEN`,
 * `$CODE`, `$CLIENT_SECRET`, `$REFRESH_TOKEN`, …. A body that the journal does not have is `$BODY`.
 *
 * @param origin The emulator's origin: `http://127.0.0.1:4010`.
 */
export function toCurl(
  { method, path, authorization, content_type, request_body }: CurlRequest,
  origin: string,
): string {
  const hasBody = request_body !== null
  const command = ['curl', '-i']
  // `-X HEAD` would wait for a body.
  if (method === 'HEAD' && !hasBody) command.push('--head')
  else if (method !== (hasBody ? 'POST' : 'GET')) command.push('-X', quoteForShell([method]))
  // curl would expand braces and brackets in a path to several requests.
  if (/[[\]{}]/.test(path)) command.push('--globoff')
  command.push(quoteForShell([origin, ...splitAtMasks(path)]))

  const lines = [command.join(' ')]
  const addHeader = (header: ShellFragment[]) => lines.push(`-H ${quoteForShell(header)}`)
  if (authorization !== null) addHeader(['authorization: ', ...splitAtMasks(authorization, 'TOKEN')])
  if (content_type !== null) addHeader(['content-type: ', ...splitAtMasks(content_type)])
  // An empty value makes curl omit the header. Otherwise it would send the one of a form.
  else if (hasBody) addHeader(['content-type:'])
  // `--data` would read a file if the body begins with `@`.
  if (hasBody) lines.push(`--data-raw ${quoteForShell(toBody(content_type, request_body))}`)
  return lines.join(' \\\n  ')
}

function toBody(contentType: string | null, body: unknown): ShellFragment[] {
  if (typeof body === 'string' && UNREADABLE_BODY_NOTE.test(body)) return [{ variable: 'BODY' }]
  return mediaTypeOf(contentType ?? undefined) === 'application/json' ? toJson(body) : toForm(body)
}

/** As `JSON.stringify`, with a variable in place of each secret. */
function toJson(value: unknown, name = ''): ShellFragment[] {
  if (typeof value === 'string') {
    const fragments = splitAtMasks(value, variableOf(name))
    return [
      '"',
      ...fragments.map((fragment) => (typeof fragment === 'string' ? formatJson(fragment).slice(1, -1) : fragment)),
      '"',
    ]
  }
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value)]
  if (Array.isArray(value))
    return [
      '[',
      ...joinFragments(
        value.map((item) => toJson(item)),
        ',',
      ),
      ']',
    ]
  const fields = Object.entries(value).map(([key, field]) => [...toJson(key), ':', ...toJson(field, key)])
  return ['{', ...joinFragments(fields, ','), '}']
}

/** As a form. An array is a repeated field. */
function toForm(body: unknown): ShellFragment[] {
  const fields = Object.entries(typeof body === 'object' && body !== null ? body : {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => [
      ...toFormComponent(splitAtMasks(name)),
      '=',
      ...toFormComponent(splitAtMasks(typeof item === 'string' ? item : JSON.stringify(item), variableOf(name))),
    ]),
  )
  return joinFragments(fields, '&')
}

/** A lone surrogate becomes U+FFFD, as in any form. */
function toFormComponent(fragments: readonly ShellFragment[]): ShellFragment[] {
  return fragments.map((fragment) =>
    typeof fragment === 'string' ? encodeURIComponent(fragment.replace(/\p{Surrogate}/gu, '\ufffd')) : fragment,
  )
}

/** Replaces each mask with a variable: the one of its query parameter, or else `fallback`. */
function splitAtMasks(text: string, fallback = FALLBACK_VARIABLE): ShellFragment[] {
  const fragments: ShellFragment[] = []
  let end = 0
  for (const { 0: found, 1: parameter, index } of text.matchAll(MASKED_VALUE)) {
    fragments.push(text.slice(end, index + found.length - MASK.length))
    fragments.push({ variable: parameter === undefined ? fallback : variableOf(parameter) })
    end = index + found.length
  }
  return [...fragments, text.slice(end)].filter((fragment) => fragment !== '')
}

function variableOf(name: string): string {
  return VARIABLE_NAMES.get(normalizeName(name)) ?? FALLBACK_VARIABLE
}

function joinFragments(groups: readonly (readonly ShellFragment[])[], separator: string): ShellFragment[] {
  return groups.flatMap((group, index) => (index === 0 ? [...group] : [separator, ...group]))
}

/**
 * A journalled request as a `curl` that repeats it.
 *
 * @module
 */
import { mediaTypeOf } from '../http/body.ts'
import type { JournalEntry } from '../journal/journal.ts'
import { MASK, normalizeName } from '../validation/redact.ts'
import { formatJson } from './json.ts'
import { quoteForShell, type ShellFragment } from './shell-quote.ts'

/** As much of an entry as a `curl` is made of. */
export type CurlRequest = Pick<JournalEntry, 'method' | 'path' | 'authorization' | 'content_type' | 'request_body'>

/** What stands for a secret whose name says nothing. */
const FALLBACK_VARIABLE = 'SECRET'

/** By the name of a field or parameter. Nothing that a client sent becomes the name of a variable. */
const VARIABLE_NAMES: ReadonlyMap<string, string> = new Map([
  ['accesstoken', 'TOKEN'],
  ['authorization', 'TOKEN'],
  ['clientassertion', 'CLIENT_ASSERTION'],
  ['clientsecret', 'CLIENT_SECRET'],
  ['code', 'CODE'],
  ['codeverifier', 'CODE_VERIFIER'],
  ['idtoken', 'ID_TOKEN'],
  ['linktoken', 'LINK_TOKEN'],
  ['refreshtoken', 'REFRESH_TOKEN'],
  ['request', 'REQUEST'],
  ['state', 'STATE'],
  ['token', 'TOKEN'],
])

/** A mask, and the name of the parameter whose value it is, if any; an address may be escaped in another one. */
const MASKED_VALUE = /(?:(?:[?&#;]|%(?:25)*(?:3f|26|23|3b))([a-z_[\]-]+)(?:=|%(?:25)*3d))?\*\*\*/gi

/** How the journal notes a body that it could not read. */
const UNREADABLE_BODY_NOTE = /^\d+ characters of "/

/**
 * Writes the request as a command for a POSIX shell, over several lines. Each secret that the journal took out is a variable:
 * `$TOKEN`, `$CODE`, `$CLIENT_SECRET`, `$REFRESH_TOKEN`, …; a body that was not kept is `$BODY`.
 *
 * @param origin Where the sandbox is: `http://127.0.0.1:4010`.
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
  // curl would make several requests of a path with braces or brackets.
  if (/[[\]{}]/.test(path)) command.push('--globoff')
  command.push(quoteForShell([origin, ...splitAtMasks(path)]))

  const lines = [command.join(' ')]
  const addHeader = (header: ShellFragment[]) => lines.push(`-H ${quoteForShell(header)}`)
  if (authorization !== null) addHeader(['authorization: ', ...splitAtMasks(authorization, 'TOKEN')])
  if (content_type !== null) addHeader(['content-type: ', ...splitAtMasks(content_type)])
  // With nothing behind the colon curl sends none, where it would send that of a form.
  else if (hasBody) addHeader(['content-type:'])
  // Not `--data`: it would read a file where the body begins with `@`.
  if (hasBody) lines.push(`--data-raw ${quoteForShell(toBody(content_type, request_body))}`)
  return lines.join(' \\\n  ')
}

function toBody(contentType: string | null, body: unknown): ShellFragment[] {
  if (typeof body === 'string' && UNREADABLE_BODY_NOTE.test(body)) return [{ variable: 'BODY' }]
  return mediaTypeOf(contentType ?? undefined) === 'application/json' ? toJson(body) : toForm(body)
}

/** As `JSON.stringify` writes it, with a variable in place of each secret. */
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

/** As a form is written: a field that is a list was repeated. */
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

/** Half a character, which nothing can encode, becomes U+FFFD, as in any form. */
function toFormComponent(fragments: readonly ShellFragment[]): ShellFragment[] {
  return fragments.map((fragment) =>
    typeof fragment === 'string' ? encodeURIComponent(fragment.replace(/\p{Surrogate}/gu, '\ufffd')) : fragment,
  )
}

/** A text with a variable in place of each mask: the one of its parameter, else `fallback` where the mask is all there is. */
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

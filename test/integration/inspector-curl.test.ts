import { spawn } from 'node:child_process'
import { text as readText } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CurlRequest, toCurl } from '../../edge/sandbox/inspector/curl.ts'
import { quoteForShell, type ShellFragment } from '../../edge/sandbox/inspector/shell-quote.ts'

/** What the variables hold: a shell that looked into a value would split it, or run it. */
const VALUES = { TOKEN: 'a  b\'"$(echo no)`echo no`*', CODE: '-n\n', CLIENT_SECRET: '', SECRET: '\\', BODY: '@x' }

/** The arguments of each command of a shell's script, where `curl` is a function that tells how many they are, and which. */
async function argumentsIn(script: string): Promise<string[][]> {
  const told = `curl() { printf '%s\\0' "$#" "$@"; }\n${script}\n`
  const env = { PATH: process.env['PATH'] ?? '', ...VALUES }
  const shell = spawn('sh', ['-s'], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  shell.stdin.end(told)
  const [output, errors] = await Promise.all([readText(shell.stdout), readText(shell.stderr)])
  expect(errors).toBe('')
  const parts = output.split('\0').slice(0, -1)
  const commands: string[][] = []
  for (let at = 0; at < parts.length; at += Number(parts[at]) + 1)
    commands.push(parts.slice(at + 1, at + 1 + Number(parts[at])))
  return commands
}

const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      "'",
      '"',
      '\\',
      '$(echo no)',
      '`echo no`',
      '$TOKEN',
      '!!',
      '\n',
      '\r\n',
      '\t',
      ' ',
      '*',
      '~',
      '=ls',
      '-o',
      '#x',
      ';',
      '&&',
      '|',
      '>x',
    ],
    ...['{a,b}', '[a-z]', '***', "'\\''", '\u202e', '\u001b[31m', '🏖️', '\ud800', 'TOKEN', ''],
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const texts = fc.array(hostile, { maxLength: 6 }).map((some) => some.join('').replaceAll('\0', ''))

test('quoteForShell() is read by a real shell as the very word', async () => {
  const piece: fc.Arbitrary<ShellFragment> = fc.oneof(
    texts,
    fc.constantFrom({ variable: 'TOKEN' }, { variable: 'CODE' }),
  )
  // A lone surrogate is in no argument: the operating system takes bytes.
  const words = fc
    .sample(fc.array(piece, { maxLength: 5 }), { numRuns: 3000, seed: 5 })
    .map((word) => word.map((one) => (typeof one === 'string' ? Buffer.from(one).toString() : one)))
  const expected = words.map((word) => [
    word.map((one) => (typeof one === 'string' ? one : VALUES[one.variable as keyof typeof VALUES])).join(''),
  ])
  const script = words.map((word) => `curl ${quoteForShell(word)}`).join('\n')
  expect(await argumentsIn(script)).toEqual(expected)
})

test('toCurl() is one command to a real shell, whatever the request was', async () => {
  const value = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      texts,
      fc.constant('***'),
      fc.double(),
      fc.constant(null),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(texts, tie('json'), { maxKeys: 3 }),
    ),
  })).json
  const header = texts.map((one) => one.replace(/[^\x20-\x7e]/g, ''))
  const request: fc.Arbitrary<CurlRequest> = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', "X'`$|"),
    path: texts.map((one) => `/${one}`),
    authorization: fc.constantFrom(null, '***', 'Bearer ***'),
    content_type: fc.oneof(fc.constantFrom(null, 'application/json', 'application/x-www-form-urlencoded'), header),
    request_body: fc.oneof(
      fc.constant(null),
      value,
      fc.dictionary(texts, fc.oneof(texts, fc.array(texts, { maxLength: 3 })), { maxKeys: 3 }),
    ),
  })
  const requests = fc.sample(request, { numRuns: 2000, seed: 5 })
  const commands = await argumentsIn(requests.map((one) => toCurl(one, 'http://127.0.0.1:4010')).join('\n'))
  expect(commands).toHaveLength(requests.length)
  for (const [index, words] of commands.entries()) {
    const { method, content_type, request_body } = requests[index] ?? {}
    expect(words[0]).toBe('-i')
    expect(words.filter((word) => word.startsWith('http://127.0.0.1:4010/')).length).toBeGreaterThanOrEqual(1)
    expect(words.includes('--data-raw')).toBe(request_body !== null)
    const body = words.at(-1) ?? ''
    if (
      method !== 'HEAD' &&
      content_type === 'application/json' &&
      !JSON.stringify(request_body).includes('***') &&
      request_body !== null
    ) {
      expect(JSON.parse(body)).toEqual(JSON.parse(JSON.stringify(request_body)))
    }
  }
})

import ts from 'typescript'
import { expect, test } from 'vitest'
import { script } from '../../edge/sandbox/inspector/client-script.ts'

/** What TypeScript has to say about a script, with its annotations, as strictly as about the project itself. */
function faultsOf(text: string): string[] {
  const file = 'inspector.js'
  const options: ts.CompilerOptions = {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    skipLibCheck: true,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true) : getSourceFile(name, ...rest)
  const program = ts.createProgram([file], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

test.each([
  ['does not parse', 'const = 1'],
  ['has a wrong type', "document.getElementById('x').textContent = 1"],
])('TypeScript finds a fault in a script that %s', (_, text) => {
  expect(faultsOf(text)).not.toEqual([])
})

test('the script of the inspector has no fault that TypeScript finds', () => {
  expect(faultsOf(script)).toEqual([])
})

test('the script of the inspector writes no markup and runs no text', () => {
  expect(script).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setHTML|srcdoc/,
  )
})

import { expect, test } from 'vitest'
import { insertApplicationName } from '../../../../src/handler/errors/application-name.ts'
import { ENGLISH_PAGE, renderErrorPage } from '../../../../src/handler/errors/error-page.ts'
import { publicError } from '../../../../src/handler/errors/public-error.ts'

test.each([
  ['{The application} asks. Ask {the support team}.', undefined, 'The application asks. Ask the support team.'],
  ['{The application} asks. Ask {the support team}.', 'Acme', 'Acme asks. Ask Acme.'],
  ['{The application} asks.', '$& {x}', '$& {x} asks.'],
  ['An { open brace', 'Acme', 'An { open brace'],
])('insertApplicationName() reads %j with the name %j', (text, name, expected) => {
  expect(insertApplicationName(text, name)).toBe(expected)
})

test('renderErrorPage() shows no braces', async () => {
  for (const code of ['plan_required', 'internal_error', 'on_connected_failed'] as const) {
    const links = { returnTo: 'https://app.example.com/', retryUrl: '' }
    const html = await renderErrorPage(publicError(code), links, ENGLISH_PAGE).text()
    expect(html).toContain('application')
    expect(html).not.toMatch(/[{}]/)
  }
})

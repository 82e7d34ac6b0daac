/** A block of shell, by its page and its number there, and words in it that tell it from a block that comes into its place. */
type ShellBlock = readonly [name: string, mark: string]

const CURL_TEST = 'test/repo/shell-examples.test.ts'
const SECRETS_TEST = 'test/integration/secrets-file.test.ts'
const DENO_TEST = 'test/integration/deno-only.slow.test.ts'
const TEMPLATE_TEST = 'test/package-install/template.slow.test.ts'

/** Those that are run, and the test that finds each by its mark. */
export const TESTED_BLOCKS: readonly (readonly [...ShellBlock, test: string])[] = [
  ['README.md 4', 'localhost:8787', CURL_TEST],
  ['README.md 5', 'localhost:8787', CURL_TEST],
  ['docs/tutorials/hono.md 4', 'cp -r edge/template', TEMPLATE_TEST],
  // docs/guides
  ['docs/guides/deploy.md 1', '> secrets.env', SECRETS_TEST],
  ['docs/guides/deploy.md 4', 'deno task --env-file=secrets.env start', DENO_TEST],
  ['docs/guides/deploy.md 5', 'node --env-file=secrets.env', SECRETS_TEST],
  ['docs/guides/testing.md 1', 'npm run sandbox', CURL_TEST],
  ['docs/guides/testing.md 2', 'localhost:4010', CURL_TEST],
  ['docs/guides/testing.md 3', 'localhost:4010', CURL_TEST],
  ['docs/guides/faults.md 1', 'localhost:4010', CURL_TEST],
  ['docs/guides/faults.md 2', 'localhost:4010', CURL_TEST],
  ['docs/tutorials/first-flow.md 2', 'localhost:4010', CURL_TEST],
  ['edge/template/README.md 1', 'npm run dev', TEMPLATE_TEST],
  ['edge/template/README.md 2', '> live.env', TEMPLATE_TEST],
]

const NEEDS_ACCOUNT = 'it needs an account, as the page says'
const RUNS_NPM_CI =
  '`npm ci` would take away what the tests run on; test/integration/start.test.ts runs what `npm start` runs'

const RUN_AS_EXAMPLE = '`npm run test:examples -- hono` installs the same files, and runs the same scripts'
const RUN_AS_BACKEND = '`npm run test:backends -- python-first-flow` installs the same packages, and runs the same file'
const PASTES = 'a reader pastes values; `npm run test:backends -- curl` runs the calls between these blocks'

/** Those that are not, and why. */
export const UNTESTED_BLOCKS: readonly (readonly [...ShellBlock, reason: string])[] = [
  ['README.md 1', 'npm start', RUNS_NPM_CI],
  ['README.md 2', 'npm test', 'it runs the test that would run it'],
  [
    'README.md 3',
    'npm install',
    'test/package-install/quick-start.test.ts installs the same packages, and runs the program',
  ],
  // docs/guides
  ['docs/guides/deploy.md 2', 'npx wrangler login', NEEDS_ACCOUNT],
  ['docs/guides/frameworks/index.md 1', 'npm pack', RUNS_NPM_CI],
  [
    'docs/guides/frameworks/index.md 2',
    'cp -r test/examples/express',
    '`npm run test:examples -- express` copies the same files, and runs them',
  ],
  ['docs/guides/deploy.md 3', 'deno deploy create', NEEDS_ACCOUNT],
  [
    'CONTRIBUTING.md 1',
    'npm run check',
    'it runs the test that would run it; test/repo/paths.test.ts checks its scripts',
  ],
  ['docs/guides/publish.md 1', 'npm run docs', '`npm ci`, as above; test/e2e/visual-a11y/docs.test.ts builds the site'],
  ['docs/guides/publish.md 2', 'npx wrangler deploy', NEEDS_ACCOUNT],
  ['docs/guides/publish.md 3', 'deno deploy create', NEEDS_ACCOUNT],
  ['docs/tutorials/first-flow.md 1', 'npm start', RUNS_NPM_CI],
  ['edge/template/README.md 3', 'npx wrangler login', NEEDS_ACCOUNT],
  // docs/guides
  ['docs/guides/going-live.md 1', 'npm run conformance', NEEDS_ACCOUNT],
  // docs/tutorials
  ['docs/tutorials/hono.md 1', 'npm pack', RUNS_NPM_CI],
  ['docs/tutorials/hono.md 2', 'npm install', RUN_AS_EXAMPLE],
  ['docs/tutorials/hono.md 3', '> .env', RUN_AS_EXAMPLE],
  ['docs/tutorials/any-language.md 1', 'npm start', RUNS_NPM_CI],
  ['docs/tutorials/any-language.md 2', 'SERVICE_URL=', PASTES],
  ['docs/tutorials/any-language.md 3', 'field url', PASTES],
  ['docs/tutorials/any-language.md 4', 'parameter sealed_connection', PASTES],
  ['docs/tutorials/any-language.md 5', 'parameter sealed_request', PASTES],
  ['docs/tutorials/any-language.md 6', 'pip install', RUN_AS_BACKEND],
  ['docs/tutorials/any-language.md 7', 'first_flow.py', RUN_AS_BACKEND],
]

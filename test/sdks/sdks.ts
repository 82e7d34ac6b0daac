/**
 * Cronofy's SDKs whose sources a person has, as far as the emulator is tested with them. None of their code is in this project.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runOrThrow, succeeds } from '../codegen/runner/client-runner.ts'

/** Where a program finds the emulator. */
export interface SdkTarget {
  readonly sandboxUrl: string
  /** The data center `de` without a prefix, for SDKs that drop the path of their base URL. */
  readonly portUrl: string
  /** The data center `de` with its prefix. */
  readonly prefixUrl: string
}

/** An SDK, and the program that uses it. */
export interface Sdk {
  readonly name: string
  /** A file that only a checkout of this SDK has. */
  readonly file: string
  /** What this machine lacks. Undefined if it lacks nothing. */
  missingPrerequisite(): Promise<string | undefined>
  /** Prepares the program in `folder`, and returns the command that runs it. It changes nothing in `source`. */
  prepare(
    paths: { readonly source: string; readonly folder: string },
    target: SdkTarget,
  ): Promise<readonly [string, ...string[]]>
  /** What the program leaves in the emulator's journal. */
  readonly requiredTraces: readonly string[]
}

const FLOW_TRACES = [
  'GET /oauth/authorize 200',
  'POST /oauth/authorize 303',
  'POST /oauth/token 200',
  'GET /v1/calendars 200',
  'GET /v1/userinfo 200',
  'POST /v1/permissions 200 url',
  'GET /v1/calendars 200 granted',
  'POST /v1/permissions 200 accepted',
  'POST /oauth/token 200',
  'POST /oauth/token/revoke 200',
  'GET /v1/calendars 401',
]

const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

async function missingGems(description: string, ...gems: string[]): Promise<string | undefined> {
  const args = gems.flatMap((gem) => ['-r', gem])
  return (await succeeds('ruby', ...args, '-e', '')) ? undefined : `Ruby with the gems ${description}`
}

/** Every SDK that is supported. */
export const SDKS: readonly Sdk[] = [
  {
    name: 'cronofy-ruby',
    file: 'lib/cronofy.rb',
    missingPrerequisite: () => missingGems('oauth2 and hashie (Debian: ruby-oauth2, ruby-hashie)', 'oauth2', 'hashie'),
    prepare: async ({ source }, { sandboxUrl, portUrl }) => {
      return ['ruby', '-I', join(source, 'lib'), program('flow.rb'), sandboxUrl, portUrl]
    },
    requiredTraces: FLOW_TRACES,
  },
  {
    name: 'omniauth-cronofy',
    file: 'lib/omniauth-cronofy.rb',
    missingPrerequisite: () =>
      missingGems('rack and omniauth-oauth2 (Debian: ruby-omniauth-oauth2)', 'rack', 'omniauth-oauth2'),
    prepare: async ({ source }, { portUrl }) => ['ruby', '-I', join(source, 'lib'), program('sign_in.rb'), portUrl],
    requiredTraces: ['POST /oauth/authorize 303', 'POST /oauth/token 200', 'GET /v1/account 200'],
  },
  {
    name: 'cronofy-php',
    file: 'src/Cronofy.php',
    missingPrerequisite: async () =>
      (await succeeds('php', '-r', 'exit(PHP_VERSION_ID >= 80000 && function_exists("curl_init") ? 0 : 1);'))
        ? undefined
        : 'PHP 8 with curl (Debian: php-cli, php-curl)',
    prepare: async ({ source }, { sandboxUrl, prefixUrl }) => {
      return ['php', program('flow.php'), sandboxUrl, prefixUrl, source]
    },
    requiredTraces: FLOW_TRACES,
  },
  {
    name: 'cronofy-csharp',
    file: 'src/Cronofy/CronofyOAuthClient.cs',
    missingPrerequisite: async () =>
      (await succeeds('mono', '--version')) && (await succeeds('mcs', '--version'))
        ? undefined
        : 'Mono (Debian: mono-mcs, mono-runtime, libnewtonsoft-json5.0-cil)',
    prepare: async ({ source, folder }, { sandboxUrl, prefixUrl }) => {
      const library = await findLibrary(source)
      const executable = join(folder, 'Flow.exe')
      await runOrThrow('mcs', `-out:${executable}`, `-r:${library}`, program('Flow.cs'))
      return ['env', `MONO_PATH=${dirname(library)}`, 'mono', executable, sandboxUrl, prefixUrl]
    },
    requiredTraces: FLOW_TRACES,
  },
]

/** Detects the SDK in a folder by its files. @throws Error if there is none */
export function detectSdk(source: string): Sdk {
  const found = SDKS.find(({ file }) => existsSync(join(source, file)))
  if (found !== undefined) return found
  const known = SDKS.map(({ name, file }) => `${name} (${file})`).join(', ')
  throw new Error(`Cannot find an SDK in ${source}. Pass the folder of a checkout of one of these: ${known}.`)
}

/** The owner of the checkout builds the SDK, because its dependencies come from another registry. */
async function findLibrary(source: string): Promise<string> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true })
  const found = entries.find(({ name, parentPath }) => name === 'Cronofy.dll' && !/[\\/]obj[\\/]/.test(parentPath))
  if (found !== undefined) return join(found.parentPath, found.name)
  throw new Error(`Cannot find Cronofy.dll in ${source}. Build the SDK first, as its README says.`)
}

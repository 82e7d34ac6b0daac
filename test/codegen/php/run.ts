/**
 * The clients that OpenAPI Generator writes for PHP, on Guzzle as Debian has it.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ClientRunner, succeeds } from '../runner/client-runner.ts'
import { MAVEN } from '../runner/maven.ts'
import { generateClients } from '../runner/openapi-generator.ts'
import { CRONOFY_TRACES, PERMISSION_TRACES, REFRESH_TRACES } from '../runner/required-traces.ts'

/** Ends with 1 if PHP, one of its extensions, or Guzzle is missing. */
const PROBE = `
  foreach (['curl', 'json', 'mbstring'] as $extension) if (!extension_loaded($extension)) exit(1);
  exit(PHP_VERSION_ID >= 80100 && (@include 'GuzzleHttp/autoload.php') ? 0 : 1);`

export const php: ClientRunner = {
  name: 'php',

  requirements: [
    {
      name: 'PHP 8.1 or newer with curl, mbstring, and Guzzle',
      installation: 'sudo apt-get install php-cli php-curl php-mbstring php-guzzlehttp-guzzle',
      isMet: () => succeeds('php', '-r', PROBE),
    },
    MAVEN,
  ],

  async install(folder) {
    await cp(fileURLToPath(new URL('.', import.meta.url)), folder, { recursive: true })
    const properties = (name: string) => ({ invokerPackage: name.charAt(0).toUpperCase() + name.slice(1) })
    await generateClients(folder, { generator: 'php', properties })
  },

  // What PHP deprecates in the generated code is nothing of the program's.
  command: (folder) => ['php', '-d', 'error_reporting=8191', join(folder, 'ask_for_access.php')],
  serviceCommand: (folder) => ['php', '-d', 'error_reporting=8191', join(folder, 'service.php')],
  requiredTraces: [...CRONOFY_TRACES, ...REFRESH_TRACES],
  requiredServiceTraces: PERMISSION_TRACES,
}

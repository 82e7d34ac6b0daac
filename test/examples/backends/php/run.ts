/**
 * PHP: its own web server, with SQLite.
 *
 * @module
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { succeeds } from '../../../codegen/runner/client-runner.ts'
import type { BackendRunner } from '../runner.ts'

const BACKEND = fileURLToPath(new URL('backend.php', import.meta.url))
const CHECK = "exit(PHP_VERSION_ID >= 80200 && extension_loaded('curl') && extension_loaded('pdo_sqlite') ? 0 : 1);"

export const php: BackendRunner = {
  name: 'php',
  requirements: [
    {
      name: 'PHP 8.2 or newer with curl and pdo_sqlite',
      installation: 'sudo apt-get install php-cli php-curl php-sqlite3',
      isMet: () => succeeds('php', '-r', CHECK),
    },
  ],
  install: () => Promise.resolve(),
  // Tokens of an earlier run would belong to an emulator that is gone.
  command: (folder) => {
    const database = join(folder, 'acme.sqlite')
    return ['sh', '-c', `rm -f '${database}'; DATABASE='${database}' exec php -S "127.0.0.1:$PORT" '${BACKEND}'`]
  },
}

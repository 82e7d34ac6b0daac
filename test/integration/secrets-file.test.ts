import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAS_SHELL, readShellExample, runShell, startShell } from '../helpers/shell.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'

describe.skipIf(!HAS_SHELL)('the file of secrets, made as the guide says, outside of the project', () => {
  let folder: string
  let file: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secrets-'))
    file = join(folder, 'secrets.env').replaceAll('\\', '/')
    await runShell(readShellExample('docs/guides/deploy.md', '> secrets.env').replaceAll('secrets.env', file))
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('configures the worker on Node', async () => {
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    const command = readShellExample('docs/guides/deploy.md', 'node --env-file=secrets.env').replace(
      'secrets.env',
      file,
    )
    const worker = startShell(command, ROOT, { PORT: String(port), NO_COLOR: '1' })
    try {
      expect((await waitForHttp(`${url}/readyz`, worker)).status, worker.output()).toBe(200)
      const [, key = ''] = /^API_KEYS=backend:(.+)$/m.exec(await readFile(file, 'utf8')) ?? []
      const ask = (authorization: string) =>
        fetch(`${url}/permissions/read`, {
          method: 'POST',
          headers: { authorization: `Bearer ${authorization}`, 'content-type': 'application/json' },
          body: '{}',
        })
      expect((await ask(key)).status).toBe(422)
      expect((await ask(`${key}x`)).status).toBe(401)
    } finally {
      await worker.end()
    }
  })
})

import { startCommand, waitForUrl } from './command.ts'

/** A sandbox that the command of the installed package runs. */
export interface InstalledSandbox {
  readonly url: string
  /** Posts to it, and gives what it answers. */
  readonly tell: (path: string, body: object) => Promise<Record<string, string>>
  readonly end: () => Promise<void>
}

export async function runSandbox(folder: string): Promise<InstalledSandbox> {
  const running = startCommand(folder, process.execPath, ['--port', '0'])
  const url = await waitForUrl(running)
  return {
    url,
    async tell(path, body) {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      return (await response.json()) as Record<string, string>
    },
    async end() {
      running.child.kill('SIGINT')
      await running.ended
    },
  }
}

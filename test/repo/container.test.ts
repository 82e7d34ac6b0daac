import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { readConfig } from '../../edge/worker/config/config.ts'
import { readTarget } from '../helpers/dockerfile.ts'
import { KEY } from '../helpers/fixtures.ts'
import { ROOT } from '../scripts/run.ts'

interface Compose {
  readonly services: Readonly<
    Record<string, { build: { target: string }; environment: Record<string, string>; ports: readonly string[] }>
  >
}

const { services } = parse(await readFile(join(ROOT, 'compose.yaml'), 'utf8')) as Compose

/** The environment of a service, with the variables of the shell that starts it. */
function environmentOf(service: string, own: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(services[service]?.environment ?? {}).map(([name, value]) => [
      name,
      value.replace(/^\$\{(\w+):[?-].*\}$/, (_, variable: string) => own[variable] ?? ''),
    ]),
  )
}

test('compose.yaml starts the targets of Dockerfile, on this machine only', async () => {
  expect(Object.keys(services)).toEqual(['emulator', 'worker'])
  for (const [name, { build, ports }] of Object.entries(services)) {
    expect(build.target).toBe(name)
    const exposed = (await readTarget(name)).find((instruction) => instruction.name === 'EXPOSE')?.value
    expect(ports).toEqual([`127.0.0.1:${exposed}:${exposed}`])
  }
})

test('compose.yaml has the worker call an emulator that serves its host', async () => {
  const config = readConfig(environmentOf('worker', { SEALING_KEYS: KEY }))
  const allowedHosts = environmentOf('emulator')['SANDBOX_ALLOW_HOST']?.split(',') ?? []
  const { fetch } = createSandbox({ allowedHosts })
  expect((await fetch(new Request(`${config.sandboxUrl}/`))).status).toBe(200)
  expect(new URL(config.sandboxUrl ?? '').hostname).toBe('emulator')
  expect([...config.applications.keys()]).toEqual(['us', 'de'])
})

test('compose.yaml has no key, and does not start without one', () => {
  expect(services['worker']?.environment['SEALING_KEYS']).toMatch(/^\$\{SEALING_KEYS:\?.+\}$/)
  expect(() => readConfig(environmentOf('worker'))).toThrow('SEALING_KEYS is missing')
})

test.each(['emulator', 'worker'])('Dockerfile runs the %s without root, on the Node of the tests', async (target) => {
  const instructions = await readTarget(target)
  const { devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  expect(instructions[0]?.value).toBe(`node:${devDependencies['node']?.split('.')[0]}-slim`)
  expect(instructions.filter(({ name }) => name === 'USER').map(({ value }) => value)).toEqual(['node'])
  // What comes after `USER` starts the program and copies nothing more.
  const last = instructions.slice(instructions.findIndex(({ name }) => name === 'USER') + 1)
  expect(last.map(({ name }) => name)).toEqual(['ENV', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT'])
})

test('.dockerignore lets through what Dockerfile copies, and nothing else', async () => {
  const lines = (await readFile(join(ROOT, '.dockerignore'), 'utf8')).split('\n')
  const copied = (await readTarget('base'))
    .filter(({ name }) => name === 'COPY')
    .flatMap(({ value }) => value.split(' ').slice(0, -1))
  expect(lines).toContain('*')
  expect(lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))).toEqual(copied)
})

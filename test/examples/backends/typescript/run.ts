/**
 * TypeScript: Hono on Node, with what the project has installed already.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import type { BackendRunner } from '../runner.ts'

const BACKEND = fileURLToPath(new URL('backend.ts', import.meta.url))

export const typescript: BackendRunner = {
  name: 'typescript',
  requirements: [],
  install: () => Promise.resolve(),
  command: () => [process.execPath, BACKEND],
}

import { installTools } from '../scripts/install-tools.ts'

/** What the slow tests compare with. */
export const SLOW_TOOLS = ['test/bench', 'test/integration/frameworks'] as const

/** Installs {@link SLOW_TOOLS} once for all tests. */
export default async function install(): Promise<void> {
  for (const folder of SLOW_TOOLS) await installTools(folder)
}

import { installTools } from '../scripts/install-tools.ts'

/** Installs what the slow tests of this folder compare with, once for all of them. */
export default async function install(): Promise<void> {
  await installTools('test/bench')
  await installTools('test/integration/frameworks')
}

import { installTools } from '../../scripts/install-tools.ts'

/** Installs axe once for all tests. */
export default async function install(): Promise<void> {
  await installTools('test/e2e/visual-a11y')
}

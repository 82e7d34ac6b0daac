/**
 * npm, for clients with packages of their own.
 *
 * @module
 */
import type { Requirement } from '../../scripts/requirement.ts'
import { resolveTool } from '../../scripts/tool.ts'
import { succeeds } from './client-runner.ts'

export const NPM: Requirement = {
  name: 'npm',
  installation: 'https://nodejs.org/en/download',
  isMet: () => succeeds(...resolveTool('npm'), '--version'),
}

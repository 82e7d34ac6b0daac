/**
 * Java: the JDK's own HTTP server and client, and Gson.
 *
 * @module
 */
import { mavenProject } from '../../../codegen/runner/maven.ts'
import type { BackendRunner } from '../runner.ts'

export const java: BackendRunner = mavenProject(new URL('.', import.meta.url), 'Backend')

/**
 * A client for Java, by OpenAPI Generator's plugin for Maven, on the JDK's own HTTP client.
 *
 * @module
 */
import { mavenProject } from '../maven.ts'
import type { ClientRunner } from '../runner.ts'

export const java: ClientRunner = mavenProject(new URL('.', import.meta.url), 'AskForAccess')

/**
 * A client for Java, by OpenAPI Generator's plugin for Maven, on the JDK's own HTTP client.
 *
 * @module
 */

import type { ClientRunner } from '../client-runner.ts'
import { mavenProject } from '../maven.ts'

export const java: ClientRunner = mavenProject(new URL('.', import.meta.url), 'AskForAccess')

/**
 * A client for Java, by OpenAPI Generator's plugin for Maven, on the JDK's own HTTP client.
 *
 * @module
 */

import type { ClientRunner } from '../runner/client-runner.ts'
import { mavenProject } from '../runner/maven.ts'

export const java: ClientRunner = mavenProject(new URL('.', import.meta.url), 'AskForAccess')

/** What is wrong with a configuration: all of it at once, so that it is mended in one go. No secret is quoted. */
export class ConfigurationError extends Error {
  override readonly name: string = 'ConfigurationError'
  readonly code: 'invalid_configuration' = 'invalid_configuration'
  /** One sentence each. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Cannot use the configuration:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

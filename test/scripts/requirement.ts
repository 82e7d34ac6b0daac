/**
 * The requirements of programs in other languages. This module checks them, and installs nothing.
 *
 * @module
 */

/** A language or a tool. */
export interface Requirement {
  /** Its name with the oldest supported version: `Ruby 2.7 or newer with Typhoeus`. */
  readonly name: string
  /** How to install it: a command for Debian, or a URL. */
  readonly installation: string
  isMet(): Promise<boolean>
}

/** Returns each requirement once, with the programs that need it. */
export function collectRequirements(
  programs: readonly { readonly name: string; readonly requirements: readonly Requirement[] }[],
): ReadonlyMap<Requirement, readonly string[]> {
  const needs = new Map<string, { requirement: Requirement; programs: string[] }>()
  for (const { name, requirements } of programs) {
    for (const requirement of requirements) {
      const need = needs.get(requirement.name) ?? { requirement, programs: [] }
      need.programs.push(name)
      needs.set(requirement.name, need)
    }
  }
  return new Map([...needs.values()].map(({ requirement, programs }) => [requirement, programs]))
}

/**
 * What programs of other languages need on a machine. Nothing here installs anything.
 *
 * @module
 */

/** A language or a tool. */
export interface Requirement {
  /** What it is, with its oldest version: `Ruby 2.7 or newer with Typhoeus`. */
  readonly name: string
  /** How to get it: a command for Debian, or a page. */
  readonly installation: string
  isMet(): Promise<boolean>
}

/** Every requirement of some programs once, and which of the programs need it. */
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

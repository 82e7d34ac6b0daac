/**
 * `RESULTS.md`: what was measured last, section by section. A run of some sections leaves the others as they are.
 *
 * @module
 */
import type { Section } from './section.ts'

/** What a section came to, as it is printed: its sentence, its tables, its notes. */
export function renderSection({ name, about }: Section, parts: readonly string[]): string {
  return `## ${name}\n\n${[about, ...parts].join('\n\n')}\n`
}

/**
 * Puts a rendered section in the place of the one with its name, or at the end where there is none. Sections that
 * somebody wrote by hand stay.
 */
export function replaceSection(text: string, section: string): string {
  const parts = text.split(/^(?=## )/m)
  const title = (part: string) => part.slice(0, part.indexOf('\n'))
  const index = parts.findIndex((part) => title(part) === title(section))
  const others = parts.map((part) => part.trimEnd())
  if (index === -1) return `${[...others, section.trimEnd()].join('\n\n')}\n`
  return `${others.with(index, section.trimEnd()).join('\n\n')}\n`
}

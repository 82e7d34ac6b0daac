/**
 * Updates `RESULTS.md`, which contains the latest measurement of each section. A run of some sections does not change the others.
 *
 * @module
 */
import type { Section } from './section.ts'

/** Renders the results of a section: its description, its tables, and its notes. */
export function renderSection({ name, about }: Section, parts: readonly string[]): string {
  return `## ${name}\n\n${[about, ...parts].join('\n\n')}\n`
}

/**
 * Replaces the section with the same name, or appends the section if there is none. Sections that were written by hand stay
 * unchanged.
 */
export function replaceSection(text: string, section: string): string {
  const parts = text.split(/^(?=## )/m)
  const title = (part: string) => part.slice(0, part.indexOf('\n'))
  const index = parts.findIndex((part) => title(part) === title(section))
  const others = parts.map((part) => part.trimEnd())
  if (index === -1) return `${[...others, section.trimEnd()].join('\n\n')}\n`
  return `${others.with(index, section.trimEnd()).join('\n\n')}\n`
}

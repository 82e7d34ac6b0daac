/**
 * Inserts `name` into a text that names the application. Such a text has the words for an application without a name in
 * braces: `{The application} wants to change events.`
 */
export function insertApplicationName(text: string, name: string | undefined): string {
  return text.replace(/\{([^{}]*)\}/g, (_, words: string) => name ?? words)
}

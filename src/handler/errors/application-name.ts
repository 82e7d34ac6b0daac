/**
 * Inserts the application's name into a text, in place of the words in braces: `{The application} wants to change events.` Without a
 * name, the words stay, and the braces are removed.
 */
export function insertApplicationName(text: string, name: string | undefined): string {
  return text.replace(/\{([^{}]*)\}/g, (_, words: string) => name ?? words)
}

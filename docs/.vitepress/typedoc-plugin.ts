/**
 * A TypeDoc plugin that adds what `typedoc-plugin-markdown` omits: the class of `@throws {ProviderError} …`, and the members of
 * a union of strings with their comments.
 *
 * This file declares the parts of TypeDoc's types that it uses, because TypeDoc is installed in the folder `docs` only.
 *
 * @module
 */

interface Part {
  readonly kind: 'text' | 'code'
  readonly text: string
}

interface Tag {
  readonly tag: string
  /** The class in braces. Set by the option `preservedTypeAnnotationTags`. */
  readonly typeAnnotation?: string
  readonly content: Part[]
}

interface Reflection {
  readonly comment?: { readonly summary: Part[]; readonly blockTags: readonly Tag[] }
  readonly type?: { readonly types?: readonly Member[]; readonly elementSummaries?: readonly (readonly Part[])[] }
}

interface Member {
  readonly type: string
  readonly value?: unknown
}

interface Application {
  readonly converter: {
    on(event: 'resolveEnd', listen: (context: { readonly project: { readonly reflections: object } }) => void): void
  }
}

/** Called by TypeDoc. */
export function load({ converter }: Application): void {
  converter.on('resolveEnd', ({ project }) => {
    for (const reflection of Object.values(project.reflections) as Reflection[]) {
      nameThrownClasses(reflection)
      listUnionMembers(reflection)
    }
  })
}

function nameThrownClasses({ comment }: Reflection): void {
  for (const { tag, typeAnnotation, content } of comment?.blockTags ?? []) {
    if (tag !== '@throws' || typeAnnotation === undefined) continue
    content.unshift(code(typeAnnotation.slice(1, -1)), text(': '))
  }
}

function listUnionMembers({ comment, type }: Reflection): void {
  const { types = [], elementSummaries } = type ?? {}
  if (comment === undefined || elementSummaries === undefined || !types.every(({ type }) => type === 'literal')) return
  const members = types.flatMap(({ value }, index) => [
    text('\n- '),
    code(String(value)),
    text(': '),
    ...(elementSummaries[index] ?? []),
  ])
  comment.summary.push(text('\n'), ...members)
}

function text(text: string): Part {
  return { kind: 'text', text }
}

function code(text: string): Part {
  return { kind: 'code', text: `\`${text}\`` }
}

/**
 * A plugin of TypeDoc that shows the class of `@throws {ProviderError} …`, which `typedoc-plugin-markdown` leaves out.
 *
 * @module
 */

/** What is used of TypeDoc's `CommentTag`. */
interface Tag {
  /** The class in braces. Set by the option `preservedTypeAnnotationTags`. */
  readonly typeAnnotation?: string
  readonly content: { kind: 'code' | 'text'; text: string }[]
}

/** What is used of TypeDoc's `Application`. */
interface Application {
  readonly converter: {
    on(
      event: 'resolveReflection',
      listen: (context: unknown, reflection: { comment?: { getTags(name: '@throws'): readonly Tag[] } }) => void,
    ): void
  }
}

export function load({ converter }: Application): void {
  converter.on('resolveReflection', (_, { comment }) => {
    for (const { typeAnnotation, content } of comment?.getTags('@throws') ?? []) {
      if (typeAnnotation === undefined) continue
      content.unshift({ kind: 'code', text: `\`${typeAnnotation.slice(1, -1)}\`` }, { kind: 'text', text: ': ' })
    }
  })
}

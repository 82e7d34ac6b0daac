/**
 * Reads doc comments from the source at build time, so that the meaning of a code is documented once, beside the code.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { ROOT } from './run.ts'

/** A name in the source with its doc comment. */
export interface Documented {
  readonly name: string
  readonly comment: string
}

/** A union of string literals, with its doc comment and its members. */
export interface DocumentedUnion extends Documented {
  readonly members: readonly Documented[]
}

/** Reads a union of string literals. @throws Error if it does not exist, or if a member has no comment */
export function readUnion(file: string, name: string): DocumentedUnion {
  const { source, node } = find(file, name, ts.isTypeAliasDeclaration)
  if (!ts.isUnionTypeNode(node.type)) throw new Error(`Cannot read ${name} in ${file}: it is not a union`)
  let end = node.type.getFullStart()
  const members = node.type.types.map((member) => {
    if (!ts.isLiteralTypeNode(member) || !ts.isStringLiteral(member.literal)) {
      throw new Error(`Cannot read ${name} in ${file}: ${member.getText(source)} is not a string`)
    }
    // The comment is before the bar, so no node of the syntax tree contains it.
    const [range] = ts.getLeadingCommentRanges(source.text, end) ?? []
    if (range === undefined) throw new Error(`Cannot read ${name} in ${file}: ${member.getText(source)} has no comment`)
    end = member.getEnd()
    return { name: member.literal.text, comment: prose(source.text.slice(range.pos, range.end)) }
  })
  return { name, comment: commentOf(node), members }
}

/** Reads the fields of an interface. @throws Error if it does not exist, or if a field has no comment */
export function readFields(file: string, name: string): Documented[] {
  const { source, node } = find(file, name, ts.isInterfaceDeclaration)
  return node.members.map((member) => {
    const field = member.name?.getText(source) ?? ''
    const comment = commentOf(member)
    if (comment === '') throw new Error(`Cannot read ${name} in ${file}: ${field} has no comment`)
    return { name: field, comment }
  })
}

/** Finds a declaration at the top of a file. */
function find<Node extends ts.Node & { readonly name: ts.Node }>(
  file: string,
  name: string,
  is: (node: ts.Node) => node is Node,
): { source: ts.SourceFile; node: Node } {
  const source = ts.createSourceFile(file, readFileSync(resolve(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true)
  const node = source.statements
    .flatMap<ts.Node>((statement) =>
      ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [statement],
    )
    .filter(is)
    .find((declaration) => declaration.name.getText(source) === name)
  if (node === undefined) throw new Error(`Cannot read ${name}: it is not in ${file}`)
  return { source, node }
}

/** Returns the doc comment of a node, with its `@default`, but without its other tags. */
function commentOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  return doc === undefined ? '' : prose(doc.getText())
}

/** Returns a doc comment as one line of Markdown. */
function prose(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replace(/@default (.*)/, 'Default: `$1`.')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Reads the command-line arguments of the scripts in `package.json`.
 *
 * @module
 */

/**
 * Reads the command line of this process. `--help` prints `usage`. An invalid argument prints an error and `usage`, and ends the process
 * with exit code 2.
 *
 * @param read Reads the arguments, and throws an Error if one is invalid.
 */
export function readCommandLine<Options>(usage: string, read: (args: string[]) => Options): Options {
  const args = process.argv.slice(2)
  if (args.includes('--help')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return read(args)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exit(2)
  }
}

/** Checks that a command that has no arguments got none, as {@link readCommandLine} does. */
export function refuseArguments(usage: string): void {
  readCommandLine(usage, ([first]) => {
    if (first !== undefined) throw new Error(`This command has no argument ${first}.`)
  })
}

/**
 * Checks that `names` are among `known`, and returns them.
 *
 * @param kind The kind of the names, in the plural.
 */
export function checkNames(kind: string, names: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`Cannot run ${unknown.join(', ')}. The ${kind} are ${known.join(', ')}.`)
  return names
}

/**
 * npm, by the file that it is: the command of that name is a script that Windows runs in a shell only.
 *
 * @module
 */

/** The beginning of a command. npm names its file to whatever it runs; who was run by nothing of npm's finds the command. */
export const NPM: readonly [command: string, ...args: string[]] =
  process.env['npm_execpath'] === undefined ? ['npm'] : [process.execPath, process.env['npm_execpath']]

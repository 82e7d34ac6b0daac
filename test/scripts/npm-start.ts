/**
 * `npm start`. Says what it starts before it loads the code for it, which takes longer than a second on a slow machine.
 *
 * @module
 */

console.log('Starting the emulator, the worker, and an application. This takes some seconds.')
await import('./start.ts')

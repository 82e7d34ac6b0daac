/**
 * Which URLs a configuration may name: https, or http on this machine.
 *
 * @module
 */
import { isLoopback } from '../../../src/client/sandbox-url.ts'

/** Says what is wrong with an address that has to be https, or http on this machine; `undefined` if nothing is. */
export function urlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) return 'is not an absolute address, such as https://app.example.com'
  const url = new URL(value)
  if (url.username !== '' || url.password !== '') return 'holds a user name'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return undefined
  return 'is not https (http is for this machine only)'
}

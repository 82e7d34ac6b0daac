/**
 * The URLs that a configuration may contain: https, or http on this machine.
 *
 * @module
 */
import { isLoopback } from '../../../src/client/sandbox-url.ts'

/** What is wrong with a URL that must be https, or http on this machine. Undefined if it is valid. */
export function urlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) return 'must be an absolute URL, such as https://app.example.com'
  const url = new URL(value)
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return undefined
  return 'must be https. http is allowed on this machine only'
}

import { randomBytes } from 'node:crypto'

/** A fresh sealing key. */
export function newKey(): string {
  return randomBytes(32).toString('base64url')
}

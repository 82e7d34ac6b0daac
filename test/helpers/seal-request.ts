import type { DataCenter } from '../../src/index.ts'
import { drawCalendarHash } from '../../src/sealing/calendar-hash.ts'
import type { KeyRing } from '../../src/sealing/key-ring.ts'
import { sealPermissionRequest } from '../../src/sealing/permission-request.ts'

/** Seals a permission request, as `begin` does. */
export function sealRequest(
  keys: KeyRing,
  {
    subject,
    dataCenter = 'de',
    calendarIds = ['a'],
    returnTo,
    redirectUri,
    nowMs,
    ttlSeconds = 3600,
  }: {
    subject: string
    dataCenter?: DataCenter
    calendarIds?: readonly string[]
    returnTo?: string
    redirectUri: string
    nowMs: number
    ttlSeconds?: number
  },
): Promise<string> {
  const hash = drawCalendarHash(calendarIds)
  const request = {
    requestId: crypto.randomUUID(),
    subject,
    dataCenter,
    permissionLevel: 'unrestricted',
    returnTo,
    calendars: calendarIds.map(hash.digestOf),
    hashKey: hash.key,
  } as const
  return sealPermissionRequest(keys, request, { redirectUri, nowMs, ttlSeconds })
}

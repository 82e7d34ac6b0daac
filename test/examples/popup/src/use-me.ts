import { useCallback, useEffect, useRef, useState } from 'react'
import { CHANNEL_NAME } from './channel.ts'
import type { Me } from './me.ts'

/** Loads what the server knows about the user, and loads it again whenever a popup says that the user has decided. */
export function useMe() {
  const [me, setMe] = useState<Me>()
  const [isFailed, setIsFailed] = useState(false)
  const newest = useRef(0)

  const reload = useCallback(async () => {
    newest.current += 1
    const own = newest.current
    const loaded = await loadMe().catch(() => undefined)
    // A later call has newer data.
    if (own !== newest.current) return
    setIsFailed(loaded === undefined)
    if (loaded !== undefined) setMe(loaded)
  }, [])

  useEffect(() => {
    reload()
    const channel = new BroadcastChannel(CHANNEL_NAME)
    // Every script of this origin can send a message, so what was granted comes from the server.
    channel.onmessage = reload
    return () => channel.close()
  }, [reload])

  return { me, isFailed, reload }
}

async function loadMe(): Promise<Me> {
  const response = await fetch('/api/me')
  if (!response.ok) throw new Error(`GET /api/me responded with ${response.status}`)
  return response.json()
}

import { expect, test } from 'vitest'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import { environment, WORKER } from '../support/connect.ts'
import { createVisitor } from '../support/visitor.ts'

test('a sealing key is imported once for a process, not for each request', async () => {
  const { subtle } = crypto
  const { importKey } = subtle
  let imports = 0
  subtle.importKey = new Proxy(importKey, {
    apply(target, _, given) {
      imports += 1
      return Reflect.apply(target, subtle, given)
    },
  })
  try {
    const worker = createWorker({ config: readConfig(environment()), log: () => {} })
    const visitor = createVisitor({ [WORKER]: (request) => worker.fetch(request) })
    for (let request = 0; request < 8; request++) {
      expect((await visitor.get(`${WORKER}/connect/permissions/return?told=1&request=a.b.c`)).status).toBe(400)
    }
    expect(imports).toBe(1)
  } finally {
    subtle.importKey = importKey
  }
})

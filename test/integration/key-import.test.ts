import { expect, test } from 'vitest'
import { createWorker, readConfig } from '../../edge/worker/index.ts'
import { createKeyRing } from '../../src/sealing/key-ring.ts'
import { seal } from '../../src/sealing/seal.ts'
import { OTHER_KEY } from '../helpers/fixtures.ts'
import { createTestBrowser } from '../helpers/test-browser.ts'
import { WORKER, workerEnvironment } from '../helpers/test-env.ts'

test('a sealing key is imported once for each purpose, not for each request', async () => {
  const request = await seal(createKeyRing([OTHER_KEY]), new Uint8Array(1), 'permission-request')
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
    const worker = createWorker({ config: readConfig(workerEnvironment()), log: () => {} })
    const browser = createTestBrowser({ [WORKER]: (request) => worker.fetch(request) })
    for (let count = 0; count < 8; count++) {
      expect((await browser.get(`${WORKER}/connect/permissions/return?request=${request}`)).status).toBe(400)
    }
    expect(imports).toBe(1)
  } finally {
    subtle.importKey = importKey
  }
})

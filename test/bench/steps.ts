/**
 * The steps of a flow, as a browser or a backend asks for them, of both handlers in `subjects/`.
 *
 * @module
 */
import { createKeyRing, createSealingKey } from '../../src/sealing/key-ring.ts'
import { sealRequest } from '../helpers/seal-request.ts'
import { CALENDARS, calendarIds, GRANTED_TOKEN, type Provider } from './provider.ts'

const PUBLIC_URL = 'http://localhost:8787'
const RETURN_TO = 'https://app.example.com/settings'

export interface StepCall {
  readonly step: string
  readonly path: string
  readonly init: RequestInit
  readonly status: number
}

/** Everything both handlers need, and the calls that both answer. */
export async function prepareSteps(provider: Pick<Provider, 'url'>) {
  const secret = createSealingKey()
  const apiKey = createSealingKey()
  const seal = (path: string) =>
    sealRequest(createKeyRing([secret]), {
      subject: 'user-1',
      dataCenter: 'us',
      calendarIds: calendarIds(CALENDARS),
      returnTo: RETURN_TO,
      redirectUri: PUBLIC_URL + path,
      nowMs: Date.now(),
    })
  const moduleRequest = await seal('/permissions/return')
  const serviceRequest = await seal('/permission-requests/return')
  const steps: readonly StepCall[] = [
    {
      step: 'start',
      path: '/permissions/start',
      init: {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ all_calendars: 'true' }),
      },
      status: 303,
    },
    { step: 'return', path: `/permissions/return?request=${moduleRequest}`, init: {}, status: 303 },
    {
      step: 'complete, of the service',
      path: '/permission-requests/complete',
      init: {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({
          sealed_request: serviceRequest,
          data_center: 'us',
          access_token: GRANTED_TOKEN,
          subject: 'user-1',
        }),
      },
      status: 200,
    },
  ]
  const environments = {
    ours: {
      PUBLIC_URL,
      SEALING_KEYS: secret,
      API_KEYS: `backend:${apiKey}`,
      ALLOWED_RETURN_URLS: RETURN_TO,
      SANDBOX_URL: provider.url,
    },
    plain: { PROVIDER: `${provider.url}/us`, RETURN_URL: `${PUBLIC_URL}/permissions/return` },
  }
  return { steps, environments }
}

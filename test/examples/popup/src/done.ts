import { CHANNEL_NAME } from './channel.ts'

const status = new URLSearchParams(location.search).get('permission_status')
new BroadcastChannel(CHANNEL_NAME).postMessage(status)

if (status === 'error') {
  // The settings page shows what the server has recorded, and an error is not recorded.
  document.querySelector('p')?.replaceChildren('Something went wrong. Close this window, and try again.')
} else {
  window.close()
}

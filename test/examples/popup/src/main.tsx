import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { SettingsPage } from './settings-page.tsx'

const root = document.querySelector('#root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SettingsPage />
    </StrictMode>,
  )
}

import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './theme/fonts.css'
import './theme/tokens.css'
import './theme/mantine.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { watchForCrashes } from './app/crashes.ts'
import { startLanguage } from './i18n/i18n.ts'

startLanguage()
watchForCrashes()
const place = document.getElementById('root')
if (!place) throw new Error('The page has no place for the screens.')
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

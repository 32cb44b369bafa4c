import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/schedule/styles.layer.css'
import '../../theme/fonts.css'
import '../../theme/tokens.css'
import '../../theme/mantine.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Desk } from '../../desk/desk.ts'
import { DeskProvider } from '../../desk/hooks.tsx'
import { startLanguage } from '../../i18n/i18n.ts'
import { TenantWordsProvider } from '../../i18n/tenant.tsx'
import { useScheme } from '../../theme/looks.ts'
import { cssVariables } from '../../theme/theme.ts'
import { useTheme } from '../../theme/use-theme.ts'
import { OnlineReminders } from '../online-reminders.tsx'
import { KitPage } from './kit-page.tsx'
import { dialSample } from './sample-desk.ts'
import { tenant } from './samples.ts'

const desk = new Desk(dialSample)

function Page() {
  return (
    <MantineProvider theme={useTheme()} forceColorScheme={useScheme()} cssVariablesResolver={cssVariables}>
      <DeskProvider desk={desk}>
        <TenantWordsProvider value={tenant}>
          <Notifications position="bottom-center" limit={4} containerWidth={360} />
          <OnlineReminders />
          <KitPage />
        </TenantWordsProvider>
      </DeskProvider>
    </MantineProvider>
  )
}

startLanguage()
const place = document.getElementById('root')
if (!place) throw new Error('The page has no place for the kit.')
createRoot(place).render(
  <StrictMode>
    <Page />
  </StrictMode>,
)

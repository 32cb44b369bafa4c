import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { RouterProvider } from '@tanstack/react-router'
import { DeskProvider, useStatus } from '../desk/hooks.tsx'
import { ErrorBoundary } from '../kit/error-boundary.tsx'
import { useSlow } from '../kit/loading.tsx'
import { OnlineReminders } from '../kit/online-reminders.tsx'
import { useScheme } from '../theme/looks.ts'
import { OwnLooks } from '../theme/own-looks.tsx'
import { cssVariables, theme } from '../theme/theme.ts'
import { HereProvider } from './desk-status.tsx'
import { FirstSync } from './first-sync.tsx'
import { NotLetIn } from './not-let-in.tsx'
import { router } from './router.tsx'
import { SignIn } from './sign-in.tsx'
import { TenantOfDesk } from './tenant-of-desk.tsx'

/** The nonce that the host put into the page for this load; styles that Mantine makes carry it. */
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

export function App() {
  const scheme = useScheme()
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      cssVariablesResolver={cssVariables}
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
    >
      <ErrorBoundary>
        <DeskProvider>
          <Notifications position="bottom-center" limit={4} containerWidth={360} />
          <OnlineReminders />
          <BeforeTheScreens />
        </DeskProvider>
      </ErrorBoundary>
    </MantineProvider>
  )
}

/** What stands before the screens: opening, signing in, the first sync. */
function BeforeTheScreens() {
  const { link, status } = useStatus()
  const slow = useSlow(status === null || status.connection === 'starting', 600)
  if (link === 'refused') return <NotLetIn />
  if (!status || status.connection === 'starting') return slow ? <FirstSync progress={null} /> : null
  if (status.connection === 'signed_out' || !status.user) return <SignIn />
  if (status.connection === 'first_sync' && status.version === null) return <FirstSync progress={status.firstSync} />
  return (
    <HereProvider status={status}>
      <OwnLooks />
      <TenantOfDesk>
        <RouterProvider router={router} />
      </TenantOfDesk>
    </HereProvider>
  )
}

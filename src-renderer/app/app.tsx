import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { RouterProvider } from '@tanstack/react-router'
import type { DeskStatus } from '../../src-main/desk/api/desk-api.ts'
import { DeskProvider, useStatus } from '../desk/hooks.tsx'
import { BeforeDesk } from '../first-run/before-desk.tsx'
import { ErrorBoundary } from '../kit/error-boundary.tsx'
import { useSlow } from '../kit/loading.tsx'
import { OnlineReminders } from '../kit/online-reminders.tsx'
import { KeepReserve } from '../modules/plant-slots/keep-reserve.tsx'
import { useScheme } from '../theme/looks.ts'
import { OwnLooks } from '../theme/own-looks.tsx'
import { cssVariables } from '../theme/theme.ts'
import { useTheme } from '../theme/use-theme.ts'
import { HereProvider } from './desk-status.tsx'
import { FirstSync } from './first-sync.tsx'
import { NotLetIn } from './not-let-in.tsx'
import { Opening } from './opening.tsx'
import { RebuiltNotice } from './rebuilt-notice.tsx'
import { router } from './router.tsx'
import { SafeMode } from './safe-mode.tsx'
import { SignIn } from './sign-in.tsx'
import { TenantOfDesk } from './tenant-of-desk.tsx'

/** The nonce that the host put into the page for this load; styles that Mantine makes carry it. */
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

export function App() {
  const scheme = useScheme()
  const theme = useTheme()
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
          <RebuiltNotice />
          <SafeMode>
            <BeforeTheScreens />
          </SafeMode>
        </DeskProvider>
      </ErrorBoundary>
    </MantineProvider>
  )
}

/** What stands before the screens: opening, signing in, the first sync. */
function BeforeTheScreens() {
  const { link, status } = useStatus()
  const opening = status === null || (status.connection === 'starting' && status.version === null)
  const slow = useSlow(opening, 600)
  if (link === 'refused') return <NotLetIn />
  if (opening) return slow ? <Opening /> : null
  return (
    <BeforeDesk status={status}>
      <OnDesk status={status} />
    </BeforeDesk>
  )
}

/** Whoever is here, and what stands before the screens. */
function OnDesk({ status }: { status: DeskStatus }) {
  if (status.connection === 'signed_out' || !status.user) return <SignIn />
  return (
    <HereProvider status={status}>
      {status.version === null ? (
        <FirstSync />
      ) : (
        <TenantOfDesk>
          <OwnLooks />
          <KeepReserve />
          <RouterProvider router={router} />
        </TenantOfDesk>
      )}
    </HereProvider>
  )
}

import { type ReactNode, useEffect, useMemo } from 'react'
import { people } from '../../src-shared/modules/identity/queries.ts'
import { useWatch } from '../desk/hooks.tsx'
import { TenantWordsProvider } from '../i18n/tenant.tsx'
import { changeLooks, currentLooks } from '../theme/looks.ts'

/** Tells the screens the tenant's zone, currency and colour, once they are known. */
export function TenantOfDesk({ children }: { children: ReactNode }) {
  const tenant = useWatch(people, {}).value?.tenant
  const words = useMemo(
    () => (tenant ? { name: tenant.name, timeZone: tenant.timeZone, currency: tenant.currency } : null),
    [tenant],
  )
  const accent = tenant?.accent
  useEffect(() => {
    if (accent !== undefined && accent !== currentLooks().accent) changeLooks({ accent })
  }, [accent])
  return <TenantWordsProvider value={words}>{children}</TenantWordsProvider>
}

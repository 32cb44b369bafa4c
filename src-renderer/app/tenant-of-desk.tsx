import { type ReactNode, useMemo } from 'react'
import { people } from '../../src-shared/modules/identity/queries.ts'
import { useWatch } from '../desk/hooks.tsx'
import { TenantWordsProvider } from '../i18n/tenant.tsx'

/** Tells the screens the tenant's zone and currency, once they are known. */
export function TenantOfDesk({ children }: { children: ReactNode }) {
  const tenant = useWatch(people, {}).value?.tenant
  const words = useMemo(
    () => (tenant ? { name: tenant.name, timeZone: tenant.timeZone, currency: tenant.currency } : null),
    [tenant],
  )
  return <TenantWordsProvider value={words}>{children}</TenantWordsProvider>
}

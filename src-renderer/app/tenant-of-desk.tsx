import type { ReactNode } from 'react'
import { TenantWordsProvider } from '../i18n/tenant.tsx'
export function TenantOfDesk({ children }: { children: ReactNode }) {
  return <TenantWordsProvider value={null}>{children}</TenantWordsProvider>
}

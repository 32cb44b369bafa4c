import { createContext, type ReactNode, use } from 'react'

/** What every screen needs to know of the tenant to write money, days and times. */
export interface TenantWords {
  name: string
  /** IANA name. */
  timeZone: string
  /** ISO 4217. */
  currency: string
}

const machine: TenantWords = {
  name: '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: 'TRY',
}

const Context = createContext<TenantWords>(machine)

/** Before anyone has signed in, the machine's own zone. */
export const useTenant = (): TenantWords => use(Context)

export const TenantWordsProvider = ({ value, children }: { value: TenantWords | null; children: ReactNode }) => (
  <Context value={value ?? machine}>{children}</Context>
)

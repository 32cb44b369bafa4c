import { createContext, type ReactNode, use, useMemo } from 'react'
import type { DeskStatus } from '../../src-main/desk/api/desk-api.ts'
import { useDesk, useStatus } from '../desk/hooks.tsx'

/** What the desk says of itself, where a person is signed in; `away` while the line to it is cut. */
export interface HereAndNow extends DeskStatus {
  away: boolean
}

const Context = createContext<HereAndNow | null>(null)

/** The desk's word, for everything behind the entrance: there it is always known. */
export function useHere(): HereAndNow {
  const status = use(Context)
  if (!status) throw new Error('This screen stands before the entrance')
  return status
}

/** Whether the person may do something at all; screens offer nothing else. */
export function useMay(): (right: string) => boolean {
  const { rights } = useHere()
  return (right) => rights[right] !== undefined
}

export function HereProvider({ status, children }: { status: DeskStatus; children: ReactNode }) {
  const { link } = useStatus()
  const away = link !== 'connected'
  const here = useMemo(() => ({ ...status, away }), [status, away])
  return <Context value={here}>{children}</Context>
}

/** What a person asks of the desk itself rather than of the tenant's data. */
export function useDeskCalls() {
  const { client } = useDesk()
  return useMemo(
    () => ({
      signIn: (email: string, password: string) => client.call('signIn', { email, password }),
      signOut: () => client.call('signOut', {}),
      workOffline: (offline: boolean) => client.call('workOffline', { offline }),
      tryNow: () => client.call('tryNow', {}),
    }),
    [client],
  )
}

import { createContext, type ReactNode, use, useMemo } from 'react'
import type { Connection, DeskStatus } from '../../src-main/desk/api/desk-api.ts'
import { useDesk, useStatus } from '../desk/hooks.tsx'
import { askForDurableStorage } from '../journal/database.ts'

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
  const { link, durable } = useStatus()
  const away = link !== 'connected'
  const here = useMemo(() => ({ ...withJournal(status, durable), away }), [status, durable, away])
  return <Context value={here}>{children}</Context>
}

/** What is shown although the journal of this page may be cleared: it waits for a person, or came from one. */
const outranksTrouble: ReadonlySet<Connection> = new Set([
  ...(['starting', 'signed_out', 'first_sync', 'working_offline'] as const),
  ...(['sign_in_again', 'update_needed', 'locked_out'] as const),
])

/** DX-R29: a journal that the browser has not promised to keep is trouble, which only this page knows of. */
function withJournal(status: DeskStatus, durable: boolean | null): DeskStatus {
  if (durable !== false || (status.trouble !== null && status.trouble !== 'replica_rebuilt')) return status
  const connection = outranksTrouble.has(status.connection) ? status.connection : 'trouble'
  return { ...status, connection, trouble: 'journal_not_durable' }
}

/** What a person asks of the desk itself rather than of the tenant's data. */
export function useDeskCalls() {
  const { client, durable } = useDesk()
  return useMemo(
    () => ({
      signIn: (email: string, password: string) => client.call('signIn', { email, password }),
      signOut: () => client.call('signOut', {}),
      workOffline: (offline: boolean) => client.call('workOffline', { offline }),
      tryNow: () => client.call('tryNow', {}),
      allowStorage: async () => durable.set(await allowedStorage().catch(() => false)),
    }),
    [client, durable],
  )
}

/** Asked from a click. Some browsers say yes only to pages that may also send notifications. */
async function allowedStorage(): Promise<boolean> {
  if (await askForDurableStorage()) return true
  return (await Notification.requestPermission()) === 'granted' && askForDurableStorage()
}

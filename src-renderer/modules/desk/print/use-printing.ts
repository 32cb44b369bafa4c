import { useSyncExternalStore } from 'react'
import type { PrintingState } from '../../../../src-main/desk/api/printing-api.ts'
import { useDesk } from '../../../desk/hooks.tsx'

/** Printers, choices and queue of this desk, live; null until the desk has said. */
export function usePrinting(): PrintingState | null {
  const { printing } = useDesk()
  return useSyncExternalStore(printing.subscribe, printing.get)
}

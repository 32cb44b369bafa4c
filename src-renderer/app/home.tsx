import { Navigate } from '@tanstack/react-router'
import { useMay } from './desk-status.tsx'

/** Where a person begins: the first place that is theirs. */
export function Home() {
  const may = useMay()
  if (may('plant_slot_view')) return <Navigate to="/slots" replace />
  return <Navigate to={may('member_view') ? '/members' : '/receipts'} replace />
}

import { useStatus } from '../desk/hooks.tsx'

/** Whether the server can be asked for something now. */
export function useOnline(): boolean {
  const { link, status } = useStatus()
  if (link !== 'connected' || !status) return false
  return status.connection === 'current' || status.connection === 'sending' || status.connection === 'catching_up'
}

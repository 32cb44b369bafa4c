import { useScanAction } from '../../box/scan-actions.ts'

/** DX-R23: while slots of a location are being given, scanned ones are added to them. `add` undefined leaves them to be opened. */
export function useScannedSlot(locationId: string | null, add: ((slotId: string) => void) | undefined): void {
  useScanAction(add ? ['slot'] : [], (thing) => {
    if (thing.within !== locationId) return { why: 'wrong_place', thing }
    if (thing.state !== 'available') return { why: 'not_free', thing }
    add?.(thing.id)
    return null
  })
}

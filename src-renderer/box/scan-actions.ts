import { useEffect, useRef } from 'react'
import { Store } from '../desk/store.ts'
import type { Meant, ScanFailure } from './resolve.ts'

/** What a screen does with a scanned thing (DX-R23): takes it, or says why it cannot. */
export interface ScanAction {
  /** Kinds of things it is for; others are opened. */
  kinds: readonly string[]
  act(thing: Meant): Extract<ScanFailure, { thing: Meant }> | null
}

const offered = new Store<readonly ScanAction[]>([])

/** The action for a thing: of whoever offered theirs last. */
export const actionFor = ({ kind }: Meant): ScanAction | undefined =>
  offered.get().findLast(({ kinds }) => kinds.includes(kind))

/** While this part is on the screen, things of these kinds that are scanned go to it; without it they are opened. */
export function useScanAction(kinds: readonly string[], act: ScanAction['act']): void {
  const newest = useRef(act)
  useEffect(() => {
    newest.current = act
  })
  const names = kinds.join()
  useEffect(() => {
    const action: ScanAction = { kinds: names.split(','), act: (thing) => newest.current(thing) }
    offered.set([...offered.get(), action])
    return () => offered.set(offered.get().filter((each) => each !== action))
  }, [names])
}

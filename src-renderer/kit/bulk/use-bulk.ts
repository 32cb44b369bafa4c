import { useCallback, useRef, useState } from 'react'
import { useSubmit } from '../../desk/hooks.tsx'
import { type BulkProgress, type BulkRow, type BulkWork, runBulk } from './bulk-run.ts'

export interface Bulk {
  /** Null where nothing runs and nothing has a result to be read. */
  progress: BulkProgress | null
  run(work: BulkWork, rows: readonly BulkRow[], reason?: string): Promise<BulkProgress>
  stop(): void
  close(): void
}

/** A common act on many rows; it goes on while people look elsewhere on this screen. */
export function useBulk(): Bulk {
  const submit = useSubmit()
  const [progress, setProgress] = useState<BulkProgress | null>(null)
  const wantsStop = useRef(false)
  const run = useCallback<Bulk['run']>(
    (work, rows, reason = '') => {
      wantsStop.current = false
      return runBulk(submit, work, rows, { reason, stopped: () => wantsStop.current, tell: setProgress })
    },
    [submit],
  )
  const stop = useCallback(() => {
    wantsStop.current = true
  }, [])
  const close = useCallback(() => setProgress(null), [])
  return { progress, run, stop, close }
}

import { useCallback, useState } from 'react'
import { rejection } from '../../../../src-shared/kernel/rejection.ts'
import { useDesk } from '../../../desk/hooks.tsx'
import { makePaper, type Paper, type PrintSubject } from './make-paper.ts'
import { queuePaper } from './print-paper.ts'
import { showNotPrinted, showPrinted } from './print-toast.tsx'

export interface Print {
  print(subject: PrintSubject): Promise<void>
  busy: boolean
  /** A paper that the person looks at before it goes anywhere: they wanted to, or there is no printer for it. */
  looking: Paper | null
  stopLooking(): void
}

/** Prints what a person points at: at once where a printer is chosen for it, else after a look (DX-R40, DX-R43). */
export function usePrint(): Print {
  const desk = useDesk()
  const [busy, setBusy] = useState(false)
  const [looking, setLooking] = useState<Paper | null>(null)
  const print = useCallback(
    async (subject: PrintSubject) => {
      setBusy(true)
      const paper = await makePaper(desk, subject)
      const choice = paper && desk.printing.get()?.choices[paper.document.kind]
      if (!paper) showNotPrinted(rejection('desk_unavailable'))
      else if (!choice?.printerId || choice.preview) setLooking(paper)
      else {
        const queued = await queuePaper(desk, paper)
        if (queued.ok) showPrinted(queued.value)
        else showNotPrinted(queued.failure)
      }
      setBusy(false)
    },
    [desk],
  )
  return { print, busy, looking, stopLooking: () => setLooking(null) }
}

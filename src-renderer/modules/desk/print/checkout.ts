import type { Desk } from '../../../desk/desk.ts'
import { hasVerdict, type JournalEntry } from '../../../journal/entry.ts'
import { makePaper } from './make-paper.ts'
import { queuePaper } from './print-paper.ts'
import { showNotPrinted, showPrinted } from './print-toast.tsx'

/** Commands after which a customer expects a receipt. */
const checkouts: ReadonlySet<string> = new Set(['memberships.enrol', 'memberships.purchase'])

/** A desk with network hears the verdict within this (ms); who stands at the counter should not wait for more. */
const verdictWithin = 1500

/** Prints the receipt of a sale by itself where this desk is set so (DX-R40): confirmed if that is known at once, else held. */
export async function printAfterCheckout(desk: Desk, name: string, entryId: string): Promise<void> {
  const choice = desk.printing.get()?.choices.receipt
  if (!checkouts.has(name) || !choice?.auto || choice.printerId === null) return
  const entry = await soonDecided(desk, entryId)
  const paper = entry && (await makePaper(desk, { is: 'entry', entry, as: 'receipt' }))
  if (!paper) return
  const queued = await queuePaper(desk, paper)
  if (queued.ok) showPrinted(queued.value)
  else showNotPrinted(queued.failure)
}

/** The entry with its verdict, or as it is after a moment. */
async function soonDecided({ journal }: Desk, entryId: string): Promise<JournalEntry | null> {
  await new Promise<void>((done) => {
    const end = (): void => {
      clearTimeout(timer)
      written.unsubscribe()
      done()
    }
    const timer = setTimeout(end, verdictWithin)
    const look = (entries: readonly (JournalEntry | null)[]): void => {
      if (entries.some((entry) => entry?.id === entryId && hasVerdict(entry))) end()
    }
    const written = journal.written.subscribe(look)
    void journal.entry(entryId).then((entry) => look([entry]))
  })
  return journal.entry(entryId)
}

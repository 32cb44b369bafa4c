import type { Journal } from '../journal/journal.ts'
import type { PrintingStore } from './printing-store.ts'

/**
 * Notes in the journal which papers of its entries came out, in the one window that writes it. The desk remembers
 * papers long enough for a window that comes later.
 */
export function keepPrinted(printing: PrintingStore, journal: Journal): void {
  const noted = new Set<string>()
  const note = (): void => {
    if (!journal.owns) return
    for (const { id, entryId, state, endedAt, copy, certainty, printerName } of printing.get()?.jobs ?? []) {
      if (entryId === null || state !== 'done' || endedAt === null || noted.has(id)) continue
      noted.add(id)
      const paper = { id, at: endedAt, copy, certainty: certainty ?? '', printer: printerName }
      // What could not be written down is told again at the next change.
      journal.notePrinted(entryId, paper).catch(() => noted.delete(id))
    }
  }
  printing.subscribe(note)
  journal.owned.subscribe(note)
}

import type { Journal } from '../journal/journal.ts'

/** Writes all that has no verdict into a file of this machine, as the journal has it. Gives how many entries. */
export async function exportJournal(journal: Pick<Journal, 'unsent'>): Promise<number> {
  const entries = await journal.unsent()
  const text = JSON.stringify(
    { holdfast: 'journal', version: 1, exportedAt: new Date().toISOString(), entries },
    null,
    2,
  )
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `holdfast-journal-${new Date().toISOString().slice(0, 10)}.json`
  link.click()
  URL.revokeObjectURL(address)
  return entries.length
}

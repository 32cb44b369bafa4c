import { describe, expect, test } from 'vitest'
import type { PrintingState, PrintJob } from '../../../src-main/desk/api/printing-api.ts'
import { keepPrinted } from '../../../src-renderer/desk/keep-printed.ts'
import { Store } from '../../../src-renderer/desk/store.ts'
import { draftEntry, journalEntry } from '../../../src-renderer/journal/entry.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { given, newsOf } from './fake-desk.ts'
import { memoryJournals } from './memory-journal.ts'

const job = (entryId: string, more: Partial<PrintJob> = {}): PrintJob => ({
  ...{ id: newId(), printerId: newId(), printerName: 'Kasa', title: 'Satış', entryId, certainty: 'held', copy: 1 },
  ...{ state: 'done', reason: null, at: '2027-03-01T09:00:00.000Z', endedAt: '2027-03-01T09:00:01.000Z' },
  ...more,
})
const state = (jobs: PrintJob[]): PrintingState => {
  const choice = { printerId: null, copies: 1, preview: false, auto: false }
  return { printers: [], choices: { receipt: choice, label: choice, badge: choice, letter: choice }, jobs }
}

describe('[DX-R41] papers of an entry', () => {
  test('[DX-A39] what came out is noted once, with what it said; what only waits is not', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const entry = given()
    await journal.append(entry)
    const printing = new Store<PrintingState | null>(null)
    keepPrinted(printing, journal)
    const [first, second] = [job(entry.id), job(entry.id, { copy: 2, certainty: 'confirmed' })]
    const waiting = job(entry.id, { copy: 3, state: 'queued', endedAt: null })
    printing.set(state([first]))
    printing.set(state([second, waiting, first]))
    const printed = async () => (await journal.entry(entry.id))?.printed
    await expect.poll(printed).toMatchObject([
      { id: first.id, copy: 1, certainty: 'held', printer: 'Kasa' },
      { id: second.id, copy: 2, certainty: 'confirmed' },
    ])
  })

  test('a window that comes later, or a second one, notes nothing twice', async () => {
    await using store = await memoryJournals()
    const journal = store.window()
    const entry = given()
    await journal.append(entry)
    const paper = { id: newId(), at: '2027-03-01T09:00:01.000Z', copy: 1, certainty: 'held', printer: null }
    await journal.notePrinted(entry.id, paper)
    await journal.notePrinted(entry.id, paper)
    await journal.note([newsOf(entry.id, 'confirmed')], 'event')
    expect(await journal.entry(entry.id)).toMatchObject({ state: 'confirmed', printed: [paper] })
  })

  test('an entry from before papers were noted has none', () => {
    const { printed: _, ...old } = draftEntry(given(), 0)
    expect(journalEntry.parse(old).printed).toEqual([])
  })
})

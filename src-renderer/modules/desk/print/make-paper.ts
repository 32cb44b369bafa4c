import { newId } from '../../../../src-shared/kernel/id.ts'
import { compose, type PaperSource } from '../../../../src-shared/printing/compose.ts'
import type { PrintDocument } from '../../../../src-shared/printing/document.ts'
import type { Desk } from '../../../desk/desk.ts'
import type { JournalEntry } from '../../../journal/entry.ts'
import type { Member } from '../../memberships/member.ts'
import type { BoardSlot } from '../../plant-slots/board-cells.ts'
import { aboutEntry } from './entry-about.ts'
import { badgeOf, paperCertainty, receiptOf, slotLabelOf } from './paper-sources.ts'
import { type PrintSetting, printSetting } from './print-setting.ts'

/** What a person points at and prints. */
export type PrintSubject =
  | { is: 'entry'; entry: JournalEntry; as: 'receipt' | 'letter' }
  | { is: 'member'; member: Member }
  | { is: 'slot'; slot: Pick<BoardSlot, 'id' | 'number'>; place: string | null }

/** A paper ready for a printer or a file. */
export interface Paper {
  jobId: string
  document: PrintDocument
  entryId: string | null
  certainty: string | null
  copy: number
}

/** Makes the paper of a subject as it is now. Null while the desk does not answer. */
export async function makePaper(desk: Desk, subject: PrintSubject): Promise<Paper | null> {
  const setting = await printSetting(desk)
  if (!setting) return null
  if (subject.is === 'entry') return entryPaper(desk, subject, setting)
  const source =
    subject.is === 'member'
      ? badgeOf(subject.member, setting.in(null))
      : slotLabelOf(subject.slot, subject.place, setting.in(null))
  return { jobId: newId(), document: composed(source, setting), entryId: null, certainty: null, copy: 1 }
}

const composed = (source: PaperSource, setting: PrintSetting): PrintDocument =>
  compose(setting.templateFor(source.kind, source.language), source)

async function entryPaper(
  desk: Desk,
  { entry: shown, as }: Extract<PrintSubject, { is: 'entry' }>,
  setting: PrintSetting,
): Promise<Paper> {
  // What is on the screen may be a moment old; paper is for good.
  const entry = (await desk.journal.entry(shown.id)) ?? shown
  const about = await aboutEntry(desk.client, entry)
  const copy = 1 + papersOf(desk, entry).size
  const paper = { server: setting.nameOf(entry.actorId), copy, kind: as }
  const source = receiptOf(entry, about, paper, setting.in(about.language))
  return {
    jobId: newId(),
    document: composed(source, setting),
    entryId: entry.id,
    certainty: paperCertainty(entry),
    copy,
  }
}

/** Ids of the papers of an entry that are out or on their way. */
function papersOf({ printing }: Desk, { id, printed }: JournalEntry): ReadonlySet<string> {
  const under = (printing.get()?.jobs ?? []).filter((job) => job.entryId === id && job.state !== 'cancelled')
  return new Set([...printed, ...under].map((paper) => paper.id))
}

import type { CallFailure } from '../../../../src-main/desk/api/desk-api.ts'
import {
  type PrintJob,
  printJob,
  renderedPaper,
  type Paper as Sheet,
} from '../../../../src-main/desk/api/printing-api.ts'
import type { Desk } from '../../../desk/desk.ts'
import type { Paper } from './make-paper.ts'

export type Queued = { ok: true; value: PrintJob } | { ok: false; failure: CallFailure }

/** Gives a paper to the queue. */
export const queuePaper = (desk: Desk, paper: Paper, printerId: string | null = null): Promise<Queued> =>
  desk.client.callFor('print', { ...paper, printerId }, printJob)

/** A paper drawn by the desk, as something a page can show or save. The caller gives the address free. */
export async function drawnPaper(
  desk: Desk,
  { document }: Paper,
  as: 'pdf' | 'png',
  sheet: Sheet,
): Promise<{ ok: true; value: string } | { ok: false; failure: CallFailure }> {
  const answer = await desk.client.callFor('renderPaper', { document, as, paper: sheet }, renderedPaper)
  if (!answer.ok) return answer
  const { type, base64 } = answer.value
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return { ok: true, value: URL.createObjectURL(new Blob([bytes], { type })) }
}

/** DX-R41: a PDF of an entry is a paper too. */
export async function notePdf(desk: Desk, { jobId, entryId, copy, certainty }: Paper): Promise<void> {
  if (entryId === null) return
  const paper = { id: jobId, at: new Date().toISOString(), copy, certainty: certainty ?? '', printer: null }
  await desk.journal.notePrinted(entryId, paper)
}

/** The sheet that a kind of document goes on where no printer says. */
export const usualSheet: Record<Paper['document']['kind'], Sheet> = {
  receipt: 'w80',
  label: 'w58',
  badge: 'w80',
  letter: 'a4',
}

import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Printer, type PrintingState, type PrintJob, printJob } from '../../src-main/desk/api/printing-api.ts'
import { Printing, type PrintingOptions } from '../../src-main/printing/printing.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { PrintDocument } from '../../src-shared/printing/document.ts'
import type { StandInPrinter } from '../fixtures/stand-in-printer.ts'

export const tenantId = newId()

/** A receipt whose only line is its title. */
export const paper = (title: string): PrintDocument => ({
  kind: 'receipt',
  language: 'en',
  title,
  blocks: [{ type: 'text', text: title, align: 'start', size: 'normal', bold: false }],
})

export const printerAt = ({ port }: Pick<StandInPrinter, 'port'>, more: Partial<Printer> = {}): Printer => ({
  ...{ id: newId(), name: 'Counter', language: 'escpos', host: '127.0.0.1', port, paper: 'w80', codePage: 'cp437' },
  ...{ cut: true, drawer: false },
  ...more,
})

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'holdfast-printing-'))

/** Printing as a desk has it, with little patience. */
export function openPrinting(folder: string, more: Partial<PrintingOptions> = {}): Promise<Printing> {
  return Printing.open({
    folder,
    report: (error) => {
      throw error
    },
    times: { connect: 1000, answer: 150, stall: 400 },
    retry: { first: 20, most: 60 },
    ...more,
  })
}

/** Queues a paper and gives the job. */
export async function print(
  printing: Printing,
  document: PrintDocument,
  more: Partial<Parameters<Printing['print']>[0]> = {},
): Promise<PrintJob> {
  const input = { jobId: newId(), document, printerId: null, entryId: null, certainty: null, copy: 1, ...more }
  const answer = await printing.print(input, tenantId)
  if (!answer.ok) throw new Error(answer.failure.code)
  return printJob.parse(answer.value)
}

/** Waits until the state of printing is so. */
export function until(printing: Printing, holds: (state: PrintingState) => boolean): Promise<PrintingState> {
  return new Promise((done) => {
    let end = () => {}
    const look = () => {
      const state = printing.stateFor(tenantId)
      if (!holds(state)) return
      end()
      done(state)
    }
    end = printing.subscribe(look)
    look()
  })
}

export const statesIn = ({ jobs }: PrintingState): string[] =>
  [...jobs].sort((a, b) => a.at.localeCompare(b.at)).map(({ title, state }) => `${title} ${state}`)

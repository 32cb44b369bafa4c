import { join } from 'node:path'
import type { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { JobEvent } from '../../src-shared/printing/job-transitions.ts'
import { testPage } from '../../src-shared/printing/test-page.ts'
import {
  type Printer,
  type PrinterState,
  type PrintingState,
  type PrintJob,
  type printingCalls,
  printJob,
} from '../desk/api/printing-api.ts'
import type { Answered, PrintingDesk } from '../desk/printing-door.ts'
import { type SendTimes, send, usualTimes } from './connection.ts'
import { JobStore, type KeptJob } from './job-store.ts'
import { type Attempt, PrintQueue, type QueueParts } from './print-queue.ts'
import { PrinterList } from './printer-list.ts'
import { bytesFor, drawerBytes, paperAs, warmUp } from './render.ts'

type Input<Name extends keyof typeof printingCalls> = z.output<(typeof printingCalls)[Name]>

export interface PrintingOptions {
  /** Where printers and jobs are kept; the desk's folder. */
  folder: string
  report: (error: unknown, during: string) => void
  now?: () => Date
  times?: SendTimes
  retry?: QueueParts['retry']
}

const mostPrinters = 20
const shownJobs = 100

const given = (value: Json = null): Answered => ({ ok: true, value })
const refused = (code: string, params = {}): Answered => ({ ok: false, failure: rejection(code, params) })

/** Printers, queue and drawing of one desk. Plain Node; nothing of it waits for a printer but the queue's own lanes. */
export class Printing implements PrintingDesk {
  readonly #options: PrintingOptions
  readonly #printers: PrinterList
  readonly #states = new Map<string, PrinterState>()
  readonly #listeners = new Set<() => void>()
  #queue: PrintQueue | null = null

  private constructor(options: PrintingOptions, printers: PrinterList) {
    this.#options = options
    this.#printers = printers
  }

  /** Opens what is kept; what waited is printed from now on, and what was printing at a crash asks (DX-R42). */
  static async open(options: PrintingOptions): Promise<Printing> {
    const printing = new Printing(options, await PrinterList.open(join(options.folder, 'printers.json')))
    const { report, now = () => new Date(), retry } = options
    printing.#queue = await PrintQueue.open({
      ...{ report, now, store: new JobStore(join(options.folder, 'print-queue')) },
      ...(retry ? { retry } : {}),
      attempt: (job) => printing.#attempt(job),
      changed: () => printing.#changed(),
    })
    if (printing.#printers.printers.length > 0) warmUp().catch((error: unknown) => report(error, 'opening printing'))
    return printing
  }

  close(): Promise<void> {
    return this.#queue?.close() ?? Promise.resolve()
  }

  stateFor(tenantId: string): PrintingState {
    const own = (this.#queue?.jobs ?? []).filter((job) => job.tenantId === tenantId)
    const newest = own.sort((a, b) => b.order - a.order)
    const open = newest.filter(isOpen)
    const ended = newest.filter((job) => !isOpen(job)).slice(0, shownJobs)
    return {
      printers: this.#printers.printers.map((each) => ({ ...each, state: this.#states.get(each.id) ?? null })),
      choices: this.#printers.choices,
      jobs: [...open, ...ended].sort((a, b) => b.order - a.order).map(shown),
    }
  }

  subscribe(hear: () => void): () => void {
    this.#listeners.add(hear)
    return () => void this.#listeners.delete(hear)
  }

  /** Refused: a printer that is not here, or none chosen for the kind (`printer_unknown`). */
  async print(
    { jobId, document, printerId, entryId, certainty, copy }: Input<'print'>,
    tenantId: string,
  ): Promise<Answered> {
    const choice = this.#printers.choices[document.kind]
    const printer = this.#printers.find(printerId ?? choice.printerId)
    if (!printer) return refused('printer_unknown')
    const copies = printerId === null ? choice.copies : 1
    return this.#add({
      id: jobId,
      tenantId,
      printer,
      title: document.title,
      entryId,
      certainty,
      copy,
      copies,
      content: document,
    })
  }

  async renderPaper({ document, as, paper }: Input<'renderPaper'>): Promise<Answered> {
    try {
      const drawn = await paperAs(document, as, paper)
      return given({ type: as === 'pdf' ? 'application/pdf' : 'image/png', base64: drawn.toString('base64') })
    } catch (error) {
      this.#options.report(error, 'drawing a paper')
      return refused('document_unprintable')
    }
  }

  async savePrinter({ printer }: Input<'savePrinter'>): Promise<Answered> {
    const known = this.#printers.find(printer.id)
    if (!known && this.#printers.printers.length >= mostPrinters)
      return refused('printer_limit', { limit: mostPrinters })
    await this.#printers.save(printer)
    this.#states.delete(printer.id)
    this.#queue?.wake(printer.id)
    this.#changed()
    return given()
  }

  /** Refused while papers wait for it (`printer_busy`): they would never come out. */
  async removePrinter({ printerId }: Input<'removePrinter'>): Promise<Answered> {
    if (!this.#printers.find(printerId)) return refused('printer_unknown')
    const waits = this.#queue?.jobs.some(
      (job) => job.printerId === printerId && (job.state === 'queued' || job.state === 'printing'),
    )
    if (waits) return refused('printer_busy')
    await this.#printers.remove(printerId)
    this.#states.delete(printerId)
    this.#changed()
    return given()
  }

  async savePrintChoice({ kind, choice }: Input<'savePrintChoice'>): Promise<Answered> {
    if (choice.printerId !== null && !this.#printers.find(choice.printerId)) return refused('printer_unknown')
    await this.#printers.choose(kind, choice)
    this.#changed()
    return given()
  }

  async testPrinter({ printerId, what, title, language }: Input<'testPrinter'>, tenantId: string): Promise<Answered> {
    const printer = this.#printers.find(printerId)
    if (!printer) return refused('printer_unknown')
    const content = what === 'drawer' ? what : testPage(printer.name, title, language)
    return this.#add({
      id: newId(),
      tenantId,
      printer,
      title,
      entryId: null,
      certainty: null,
      copy: 1,
      copies: 1,
      content,
    })
  }

  answerUnsure({ jobId, cameOut }: Input<'answerUnsure'>, tenantId: string): Promise<Answered> {
    return this.#say(jobId, tenantId, cameOut ? 'came_out' : 'not_out')
  }

  retryPrint({ jobId }: Input<'retryPrint'>, tenantId: string): Promise<Answered> {
    return this.#say(jobId, tenantId, 'retry')
  }

  cancelPrint({ jobId }: Input<'cancelPrint'>, tenantId: string): Promise<Answered> {
    return this.#say(jobId, tenantId, 'cancel')
  }

  async #add({
    printer,
    ...job
  }: Pick<KeptJob, 'id' | 'tenantId' | 'title' | 'entryId' | 'certainty' | 'copy' | 'copies' | 'content'> & {
    printer: Printer
  }): Promise<Answered> {
    const kept = await this.#queue?.add({ ...job, printerId: printer.id, printerName: printer.name })
    return kept ? given(shown(kept)) : refused('desk_unavailable')
  }

  async #say(
    jobId: string,
    tenantId: string,
    event: Extract<JobEvent, 'came_out' | 'not_out' | 'retry' | 'cancel'>,
  ): Promise<Answered> {
    const known = this.#queue?.jobs.find((job) => job.id === jobId && job.tenantId === tenantId)
    if (!known) return refused('print_job_unknown')
    const moved = await this.#queue?.say(jobId, event)
    if (!moved) return refused('print_job_state', { state: known.state })
    this.#queue?.wake(moved.printerId)
    return given(shown(moved))
  }

  async #attempt(job: KeptJob): Promise<Attempt> {
    const printer = this.#printers.find(job.printerId)
    if (!printer) return { came: 'refused', reason: 'printer_unknown' }
    const bytes = await this.#bytesOf(job, printer)
    if (!bytes) return { came: 'refused', reason: 'document_unprintable' }
    const sent = await send(bytes, printer, printer.language === 'escpos', this.#options.times ?? usualTimes)
    this.#found(printer.id, sent.sent === 'nothing' ? sent.because : sent.sent === 'all' ? 'ready' : 'stopped')
    if (sent.sent === 'nothing') return { came: 'wait' }
    return { came: sent.sent === 'all' ? 'printed' : 'broken_off' }
  }

  async #bytesOf({ content, copies }: KeptJob, printer: Printer): Promise<Uint8Array | null> {
    try {
      if (content === 'drawer') return await drawerBytes()
      return content && (await bytesFor(content, printer, copies))
    } catch (error) {
      this.#options.report(error, 'drawing a paper')
      return null
    }
  }

  #found(printerId: string, state: PrinterState): void {
    if (this.#states.get(printerId) === state) return
    this.#states.set(printerId, state)
    this.#changed()
  }

  #changed(): void {
    for (const hear of [...this.#listeners]) hear()
  }
}

const isOpen = ({ state }: KeptJob): boolean => state !== 'done' && state !== 'cancelled'

/** What screens see of a job: not its content, which stays in the queue. */
const shown = (job: KeptJob): PrintJob => printJob.parse(job)

import { z } from 'zod'
import { id } from '../../../src-shared/kernel/id.ts'
import { languages } from '../../../src-shared/kernel/rejection.ts'
import { documentKinds, printDocument } from '../../../src-shared/printing/document.ts'
import { jobStates } from '../../../src-shared/printing/job-transitions.ts'

/** Tables of characters that receipt printers have; `image` sends everything as a picture. */
export const codePages = ['cp437', 'cp857', 'cp858', 'wpc1252', 'wpc1254', 'image'] as const
export type CodePage = (typeof codePages)[number]

/** `escpos` is the language of receipt printers; `pdf` goes to office printers that take PDF as it is. */
export const printerLanguages = ['escpos', 'pdf'] as const
/** Width of the roll at 203 dpi, or the sheet. */
export const papers = ['w58', 'w80', 'a4', 'letter'] as const
export type Paper = (typeof papers)[number]

/** A printer of this desk, reached over the network. */
export const printer = z
  .object({
    id,
    name: z.string().trim().min(1).max(60),
    language: z.enum(printerLanguages),
    /** A name or address; no scheme, no path. */
    host: z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/),
    port: z.int().min(1).max(65_535),
    paper: z.enum(papers),
    codePage: z.enum(codePages),
    /** Whether it cuts after each paper. */
    cut: z.boolean(),
    /** Whether a receipt opens the cash drawer that hangs on it. */
    drawer: z.boolean(),
  })
  .strict()
export type Printer = z.infer<typeof printer>

/** What becomes of one kind of document here (DX-R40). */
export const printChoice = z
  .object({
    /** Null: no printer, so it becomes a PDF. */
    printerId: id.nullable(),
    copies: z.int().min(1).max(5),
    /** Whether the person sees it before it is printed. */
    preview: z.boolean(),
    /** Receipts only: whether each sale prints one by itself. */
    auto: z.boolean(),
  })
  .strict()
export type PrintChoice = z.infer<typeof printChoice>

export const printChoices = z.record(z.enum(documentKinds), printChoice)
export type PrintChoices = z.infer<typeof printChoices>

/** How a printer was found when it was last used; null while it was not. */
export const printerStates = ['ready', 'unreachable', 'paper_out', 'cover_open', 'stopped'] as const
export type PrinterState = (typeof printerStates)[number]

/** A job of the queue, without its content. */
export const printJob = z.object({
  id,
  printerId: id,
  printerName: z.string(),
  title: z.string(),
  /** The journal entry it is a paper of; null for labels and test pages. */
  entryId: id.nullable(),
  /** How sure the thing was when it was printed, as the paper says. */
  certainty: z.string().nullable(),
  copy: z.int().min(1),
  state: z.enum(jobStates),
  /** Why it failed: a code of the catalogue of refusals. */
  reason: z.string().nullable(),
  /** ISO instants. */
  at: z.string(),
  endedAt: z.string().nullable(),
})
export type PrintJob = z.infer<typeof printJob>

/** All that screens show of printing. */
export const printingState = z.object({
  printers: z.array(z.object({ ...printer.shape, state: z.enum(printerStates).nullable() })),
  choices: printChoices,
  /** Of the organisation that is signed in to: what is not over, and the last that are, newest first. */
  jobs: z.array(printJob),
})
export type PrintingState = z.infer<typeof printingState>

/** Each call's input. */
export const printingCalls = {
  printing: z.object({}),
  /** Asked again with one id, it prints once. `printerId` null takes that of the document's kind. */
  print: z.object({
    jobId: id,
    document: printDocument,
    printerId: id.nullable(),
    entryId: id.nullable(),
    certainty: z.string().max(20).nullable(),
    copy: z.int().min(1).max(999),
  }),
  /** The same paper as a PDF (base64), for the browser's dialogue or a file (DX-R43), or as a picture to look at. */
  renderPaper: z.object({ document: printDocument, as: z.enum(['pdf', 'png']), paper: z.enum(papers) }),
  savePrinter: z.object({ printer }),
  removePrinter: z.object({ printerId: id }),
  savePrintChoice: z.object({ kind: z.enum(documentKinds), choice: printChoice }),
  testPrinter: z.object({
    printerId: id,
    what: z.enum(['page', 'drawer']),
    title: z.string().max(100),
    language: z.enum(languages),
  }),
  /** "Did it come out?" */
  answerUnsure: z.object({ jobId: id, cameOut: z.boolean() }),
  retryPrint: z.object({ jobId: id }),
  cancelPrint: z.object({ jobId: id }),
} as const

/** What `renderPaper` answers. */
export const renderedPaper = z.object({ type: z.enum(['application/pdf', 'image/png']), base64: z.string() })

import type { CodePage, Paper, Printer, PrinterState, PrintJob } from '../../../../src-main/desk/api/printing-api.ts'
import type { DocumentKind } from '../../../../src-shared/printing/document.ts'
import type { Words } from '../../../i18n/i18n.ts'

export const jobWords: Record<PrintJob['state'], Words> = {
  queued: 'print.state.queued',
  printing: 'print.state.printing',
  unsure: 'print.state.unsure',
  done: 'print.state.done',
  failed: 'print.state.failed',
  cancelled: 'print.state.cancelled',
}

export const printerStateWords: Record<PrinterState, Words> = {
  ready: 'print.printer.ready',
  unreachable: 'print.printer.unreachable',
  paper_out: 'print.printer.paper_out',
  cover_open: 'print.printer.cover_open',
  stopped: 'print.printer.stopped',
}

export const paperWords: Record<Paper, Words> = {
  w58: 'print.paper.w58',
  w80: 'print.paper.w80',
  a4: 'print.paper.a4',
  letter: 'print.paper.letter',
}

export const languageWords: Record<Printer['language'], Words> = {
  escpos: 'print.speaks.escpos',
  pdf: 'print.speaks.pdf',
}

/** Tables are called by their numbers everywhere; only pictures have a word. */
export const codePageNames: Record<Exclude<CodePage, 'image'>, string> = {
  cp437: 'PC437',
  cp857: 'PC857 (Türkçe)',
  cp858: 'PC858 (€)',
  wpc1252: 'WPC1252',
  wpc1254: 'WPC1254 (Türkçe)',
}

export const kindWords: Record<DocumentKind, Words> = {
  receipt: 'print.kind.receipt',
  label: 'print.kind.label',
  badge: 'print.kind.badge',
  letter: 'print.kind.letter',
}

import type { PrintDocument } from '../../src-shared/printing/document.ts'
import type { Paper, Printer } from '../desk/api/printing-api.ts'
import { rollDots } from './roll.ts'

/**
 * The drawing parts are loaded when something is first printed, or where there is a printer: their fonts and codes
 * weigh tens of megabytes, and many desks have none.
 */
const drawing = () => Promise.all([import('./rows.ts'), import('./escpos.ts')])

/** Loads them ahead: on a desk that has a printer, the first paper should not wait for it. */
export const warmUp = async (): Promise<void> => {
  await drawing()
}

/** Dots across where a sheet goes to a receipt printer all the same. */
const dotsOf = (paper: Paper): 384 | 576 => (paper === 'w58' ? rollDots.w58 : rollDots.w80)

/** What is sent to a printer for so many papers of a document. The drawer opens once, and for receipts only. */
export async function bytesFor(document: PrintDocument, printer: Printer, copies: number): Promise<Uint8Array> {
  const { language, paper, codePage, cut, drawer } = printer
  if (language === 'pdf') {
    const { pdfOf } = await import('./pdf.ts')
    const one = await pdfOf(document, paper)
    // A printer that takes PDF ends a paper at the end of the file.
    return Buffer.concat(Array.from({ length: copies }, () => one))
  }
  const [{ rowsOf }, { drawerKick, escpos }] = await drawing()
  const roll = { dots: dotsOf(paper), codePage }
  const one = escpos(rowsOf(document, roll), roll, { cut })
  const kick = drawer && document.kind === 'receipt' ? [drawerKick] : []
  return Buffer.concat([...kick, ...Array.from({ length: copies }, () => one)])
}

/** Only what opens the drawer. */
export async function drawerBytes(): Promise<Uint8Array> {
  const [, { drawerKick }] = await drawing()
  return drawerKick
}

/** The same paper without a printer. */
export async function paperAs(document: PrintDocument, as: 'pdf' | 'png', paper: Paper): Promise<Buffer> {
  if (as === 'pdf') return (await import('./pdf.ts')).pdfOf(document, paper)
  return (await import('./picture.ts')).pictureOf(document, dotsOf(paper))
}

import type { Language } from '../kernel/rejection.ts'
import type { PrintDocument } from './document.ts'

/** DX-R42: the characters that printers get wrong. */
const testCharacters = ['ğüşİıöç', 'ñáé', '가나다', '€ ₺ ₩']

/** A page that shows whether a printer prints all letters, both edges, a QR and bars. */
export const testPage = (printerName: string, words: string, language: Language): PrintDocument => ({
  kind: 'receipt',
  language,
  title: words,
  blocks: [
    { type: 'text', text: words, align: 'center', size: 'large', bold: true },
    { type: 'text', text: printerName, align: 'center', size: 'normal', bold: false },
    { type: 'rule' },
    ...testCharacters.map(
      (each) => ({ type: 'text', text: each, align: 'start', size: 'normal', bold: false }) as const,
    ),
    { type: 'text', text: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789', align: 'start', size: 'small', bold: false },
    { type: 'pair', left: '|<', right: '>|', bold: false },
    { type: 'rule' },
    { type: 'qr', code: 'hf:test:page' },
    { type: 'barcode', barcode: { symbology: 'code128', code: 'TEST-128' } },
  ],
})

import { z } from 'zod'
import { printer as printerShape } from '../../src-main/desk/api/printing-api.ts'
import { Printing } from '../../src-main/printing/printing.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { defaultTemplates } from '../../src-shared/modules/desk/print-default-templates.ts'
import { compose } from '../../src-shared/printing/compose.ts'
import { paperCode } from '../../src-shared/printing/paper-code.ts'
import { StandInPrinter } from '../fixtures/stand-in-printer.ts'
import { pause } from './measure/sample.ts'
import { tell } from './stage/desk-of-bench.ts'

/**
 * A receipt given to the queue → its last byte cut at the printer: a held sale in Korean with its stamp and QR, on a
 * printer with page 437, so that nearly all of it is drawn. Each waits for the one before it.
 */

const { folder, rounds } = z.object({ folder: z.string(), rounds: z.int() }).parse(JSON.parse(process.argv[2] ?? ''))

const standIn = await StandInPrinter.start()
const report = (error: unknown): void => {
  throw error
}
const printer = printerShape.parse({
  ...{ id: newId(), name: 'Counter', language: 'escpos', host: '127.0.0.1', port: standIn.port, paper: 'w80' },
  ...{ codePage: 'cp437', cut: true, drawer: false },
})
const setUp = await Printing.open({ folder, report })
await setUp.savePrinter({ printer })
await setUp.close()

// As after a start of the desk on which a printer was set up before.
const printing = await Printing.open({ folder, report })
await pause(1000)

const receipt = (n: number) =>
  compose(defaultTemplates.receipt, {
    ...{ kind: 'receipt', language: 'ko', title: '회원권 판매', organisation: 'Yeşil Sera', header: 'Bağdat Cad. 12' },
    footer: '감사합니다',
    facts: [
      ['회원', '김서연'],
      ['자리', `A-${n}, A-${n + 1}`],
      ['담당', 'Aylin Kaya'],
    ],
    totals: [['가격', '₺1.240,00']],
    stamp: {
      ...{ certainty: 'held', guaranteedUntil: null, deskName: 'Kasa 1', journalNumber: n, serverNumber: null },
      time: '11월 20일 오후 3:04',
    },
    ...{
      copy: 1,
      qr: paperCode('entry', newId()),
      barcode: null,
      person: 'Aylin',
      deskName: 'Kasa 1',
      time: '오후 3:05',
    },
  })

async function once(n: number): Promise<number> {
  const before = standIn.papers.length
  const began = performance.now()
  const asked = {
    jobId: newId(),
    document: receipt(n),
    printerId: printer.id,
    entryId: null,
    certainty: 'held',
    copy: 1,
  }
  const answer = await printing.print(asked, newId())
  if (!answer.ok) throw new Error(answer.failure.code)
  while (standIn.papers.length === before) await pause(1)
  return performance.now() - began
}

const first = await once(1)
const rest: number[] = []
for (let n = 2; n <= rounds; n += 1) rest.push(await once(n))
await printing.close()
await standIn.unplug()
tell({ first, rest })

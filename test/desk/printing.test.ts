import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Printing } from '../../src-main/printing/printing.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { StandInPrinter } from '../fixtures/stand-in-printer.ts'
import { newFolder, openPrinting, paper, print, printerAt, statesIn, tenantId, until } from './printing-world.ts'

let printer: StandInPrinter
let folder: string
let printing: Printing
const printed = () => printer.papers.map(({ lines }) => lines.join(' '))
const allDone = (count: number) => (state: { jobs: { state: string }[] }) =>
  state.jobs.filter((job) => job.state === 'done').length === count

beforeEach(async () => {
  printer = await StandInPrinter.start()
  folder = await newFolder()
  printing = await openPrinting(folder)
})
afterEach(async () => {
  await printing.close()
  await printer.unplug()
})
const add = async (more: Parameters<typeof printerAt>[1] = {}) => {
  const added = printerAt(printer, more)
  await printing.savePrinter({ printer: added })
  return added
}

describe('[DX-R42] the print queue', () => {
  test('[DX-A37] a printer that is unplugged: three papers wait, work goes on, and each is printed once, in order', async () => {
    await add()
    await printer.unplug()
    for (const title of ['one', 'two', 'three']) await print(printing, paper(title))
    await until(printing, ({ printers }) => printers[0]?.state === 'unreachable')
    expect(printing.stateFor(tenantId).jobs).toHaveLength(3)
    expect(printed()).toEqual([])
    await printer.plug()
    await until(printing, allDone(3))
    expect(printed()).toEqual(['one', 'two', 'three'])
    expect(printing.stateFor(tenantId).printers[0]?.state).toBe('ready')
  })

  test('[DX-A37] the line goes in the middle of a paper: it asks whether it came out, and does as the person says', async () => {
    await add()
    printer.manners = { ...printer.manners, after: { bytes: 20, does: 'die' } }
    const [yes, no] = [await print(printing, paper('yes')), await print(printing, paper('no'))]
    await until(printing, ({ jobs }) => jobs.every(({ state }) => state === 'unsure'))
    printer.manners = { ...printer.manners, after: null }
    expect(await printing.answerUnsure({ jobId: yes.id, cameOut: true }, tenantId)).toMatchObject({ ok: true })
    expect(await printing.answerUnsure({ jobId: no.id, cameOut: false }, tenantId)).toMatchObject({ ok: true })
    await until(printing, allDone(2))
    expect(printed()).toEqual(['no'])
    expect(await printing.answerUnsure({ jobId: no.id, cameOut: false }, tenantId)).toMatchObject({
      failure: { code: 'print_job_state' },
    })
  })

  test('[DX-A37] a desk that died while printing asks, and what waited is printed after the start', async () => {
    await add()
    printer.manners = { ...printer.manners, after: { bytes: 10, does: 'stall' } }
    const first = await print(printing, paper('first'))
    await print(printing, paper('second'))
    await until(printing, ({ jobs }) => jobs.some(({ id, state }) => id === first.id && state === 'printing'))
    // What a kill leaves is what is on disk at that moment.
    const second = await StandInPrinter.start()
    const copy = await newFolder()
    await copyFolder(folder, copy, printer.port, second.port)
    const again = await openPrinting(copy)
    await until(
      again,
      ({ jobs }) => jobs.some(({ state }) => state === 'unsure') && jobs.some(({ state }) => state === 'done'),
    )
    expect(statesIn(again.stateFor(tenantId))).toEqual(['first unsure', 'second done'])
    expect(second.papers.map(({ lines }) => lines.join())).toEqual(['second'])
    await again.close()
    await second.unplug()
  })

  test('a printer that takes bytes and says nothing more is not believed', async () => {
    await add()
    printer.manners = { talks: false, paper: 'in', after: { bytes: 30, does: 'stall' } }
    await print(printing, paper('silent'))
    await until(printing, ({ jobs }) => jobs[0]?.state === 'unsure')
  })

  test('a printer that never answers questions prints all the same', async () => {
    await add()
    printer.manners = { ...printer.manners, talks: false }
    await print(printing, paper('quiet'))
    await until(printing, allDone(1))
    expect(printed()).toEqual(['quiet'])
  })

  test('out of paper: it says so, waits, and goes on with new paper', async () => {
    await add()
    printer.manners = { ...printer.manners, paper: 'out' }
    await print(printing, paper('later'))
    await until(printing, ({ printers }) => printers[0]?.state === 'paper_out')
    expect(printed()).toEqual([])
    printer.manners = { ...printer.manners, paper: 'in' }
    await until(printing, allDone(1))
    expect(printed()).toEqual(['later'])
  })

  test('twenty that wait for one printer keep no other waiting', async () => {
    const away = await add({ name: 'Away', port: 1 })
    const here = await add({ name: 'Here' })
    for (let n = 0; n < 20; n += 1) await print(printing, paper(`away ${n}`), { printerId: away.id })
    const begun = performance.now()
    await print(printing, paper('here'), { printerId: here.id })
    await until(printing, allDone(1))
    expect(performance.now() - begun).toBeLessThan(1500)
    expect(printed()).toEqual(['here'])
  })

  test('the same job asked for twice is printed once', async () => {
    await add()
    const jobId = newId()
    await Promise.all([print(printing, paper('once'), { jobId }), print(printing, paper('once'), { jobId })])
    await print(printing, paper('once'), { jobId })
    await until(printing, allDone(1))
    await print(printing, paper('end'))
    await until(printing, allDone(2))
    expect(printed()).toEqual(['once', 'end'])
  })

  test('a job that waits can be thrown away, and its printer then too', async () => {
    const away = await add({ port: 1 })
    const job = await print(printing, paper('never'))
    expect(await printing.removePrinter({ printerId: away.id })).toMatchObject({ failure: { code: 'printer_busy' } })
    const cancelled = async () => (await printing.cancelPrint({ jobId: job.id }, tenantId)).ok
    await expect.poll(cancelled).toBe(true)
    await expect.poll(async () => (await printing.removePrinter({ printerId: away.id })).ok).toBe(true)
    expect(printing.stateFor(tenantId).choices.receipt?.printerId).toBeNull()
  })

  test('nothing of a paper that is over stays on disk but what it was called', async () => {
    await add()
    await print(printing, { ...paper('Kim Seo-yeon bought'), title: 'Sale' })
    await until(printing, allDone(1))
    const names = await readdir(join(folder, 'print-queue'))
    const texts = await Promise.all(names.map((name) => readFile(join(folder, 'print-queue', name), 'utf8')))
    expect(texts.join()).toContain('Sale')
    expect(texts.join()).not.toContain('Kim')
  })

  test('[SY-11] papers of one organisation are nothing to another', async () => {
    await add({ port: 1 })
    const job = await print(printing, paper('ours'))
    const other = newId()
    expect(printing.stateFor(other).jobs).toEqual([])
    expect(await printing.cancelPrint({ jobId: job.id }, other)).toMatchObject({
      failure: { code: 'print_job_unknown' },
    })
  })

  test('a printer that is not here is refused, and so is a kind without one', async () => {
    const input = { jobId: newId(), document: paper('x'), entryId: null, certainty: null, copy: 1 }
    for (const printerId of [null, newId()]) {
      expect(await printing.print({ ...input, printerId }, tenantId)).toMatchObject({
        failure: { code: 'printer_unknown' },
      })
    }
  })
})

describe('[DX-R42] drawer and cut are settings', () => {
  test('a receipt opens the drawer once, however many copies, and each copy is cut', async () => {
    const { id } = await add({ drawer: true })
    await printing.savePrintChoice({
      kind: 'receipt',
      choice: { printerId: id, copies: 2, preview: false, auto: false },
    })
    await print(printing, paper('twice'))
    await until(printing, allDone(1))
    expect(printed()).toEqual(['twice', 'twice'])
    expect(printer.kicks).toBe(1)
  })

  test('the test of the drawer prints nothing', async () => {
    const { id } = await add()
    await printing.testPrinter({ printerId: id, what: 'drawer', title: 'Drawer', language: 'en' }, tenantId)
    await until(printing, allDone(1))
    expect([printer.kicks, printer.papers]).toEqual([1, []])
  })

  test('the test page shows all letters, as letters where the page has them and drawn where it has not', async () => {
    const { id } = await add({ codePage: 'cp857' })
    await printing.testPrinter({ printerId: id, what: 'page', title: 'Test page', language: 'en' }, tenantId)
    await until(printing, allDone(1))
    const [page] = printer.papers
    expect(page?.lines).toContain('ğüşİıöç')
    expect(page?.lines).toContain('ñáé')
    // 가나다, € ₺ ₩, two rules, the QR and the bars.
    expect(page?.pictures.length).toBeGreaterThanOrEqual(6)
  })
})

/** What a process that was killed leaves behind, with its printer at another port. */
async function copyFolder(from: string, to: string, port: number, newPort: number): Promise<void> {
  const { cp, writeFile } = await import('node:fs/promises')
  await cp(from, to, { recursive: true })
  const path = join(to, 'printers.json')
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll(`"port":${port}`, `"port":${newPort}`))
}

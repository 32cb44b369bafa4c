import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { renderedPaper } from '../../src-main/desk/api/printing-api.ts'
import { type OpenedDesk, openDesk } from '../../src-main/desk/open-desk.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { type Authority, password, startAuthority } from '../fixtures/authority.ts'
import { openEmpty } from '../fixtures/prepared.ts'
import { StandInPrinter } from '../fixtures/stand-in-printer.ts'
import { electronHost } from './hosts/electron-host.ts'
import { type RunningHost, Screen } from './hosts/screen.ts'
import { webHost } from './hosts/web-host.ts'
import { paper, printerAt } from './printing-world.ts'

let authority: Authority
beforeAll(async () => {
  authority = await startAuthority(await openEmpty())
  await authority.tenant('garden', ['frontdesk', 'viewer'])
})
afterAll(() => authority.stop())

/** The real desk with printing, behind the real hosts. */
describe.each([webHost, electronHost])('[DX-R56] printing through the door of $name', ({ start }) => {
  let folder: string
  let desk: OpenedDesk
  let host: RunningHost
  let printer: StandInPrinter
  let screen: Screen

  beforeEach(async () => {
    printer = await StandInPrinter.start()
    folder = await mkdtemp(join(tmpdir(), 'holdfast-desk-'))
    const report = (error: unknown): void => {
      throw error
    }
    desk = await openDesk({ folder, server: authority.url, name: 'Front desk', platform: 'web', report })
    host = await start(desk.door, () => {})
    screen = await Screen.open(host)
  })
  afterEach(async () => {
    await host.stop()
    await desk.close()
    await printer.unplug()
    await rm(folder, { recursive: true })
  })

  async function signIn(role: string): Promise<void> {
    expect(await screen.call('signIn', { email: `${role}@garden.test`, password })).toMatchObject({ ok: true })
    const inSync = () => screen.events.some((each) => each.event === 'status' && each.status.connection === 'current')
    await vi.waitFor(() => expect(inSync()).toBe(true), { timeout: 20_000 })
  }
  const job = (more: object = {}) => ({
    ...{ jobId: newId(), document: paper('hello'), printerId: null, entryId: null, certainty: null, copy: 1 },
    ...more,
  })
  const refusedWith = (code: string) => ({ ok: false, failure: { code } })

  test('nobody prints before somebody has signed in', async () => {
    expect(await screen.call('printing', {})).toMatchObject(refusedWith('session_required'))
    expect(await screen.call('print', job())).toMatchObject(refusedWith('session_required'))
    expect(await screen.call('savePrinter', { printer: printerAt(printer) })).toMatchObject(
      refusedWith('session_required'),
    )
  })

  test('a printer is set up, prints what is given, and every screen hears what becomes of it', async () => {
    await signIn('frontdesk')
    const other = await Screen.open(host)
    expect(await screen.call('print', job())).toMatchObject(refusedWith('printer_unknown'))
    expect(await screen.call('savePrinter', { printer: printerAt(printer) })).toMatchObject({ ok: true })
    const given = job()
    expect(await screen.call('print', given)).toMatchObject({ ok: true, value: { id: given.jobId, state: 'queued' } })
    const heard = (at: Screen) =>
      at.events
        .flatMap((each) => (each.event === 'printing' ? each.printing.jobs.map(({ state }) => state) : []))
        .at(-1)
    await vi.waitFor(() => expect([heard(screen), heard(other)]).toEqual(['done', 'done']))
    expect(printer.papers.map(({ lines }) => lines)).toEqual([['hello']])
    expect(await other.call('printing', {})).toMatchObject({
      value: { jobs: [{ state: 'done' }], printers: [{ state: 'ready' }] },
    })
    const late = { jobId: given.jobId, cameOut: true }
    expect(await screen.call('retryPrint', { jobId: given.jobId })).toMatchObject(refusedWith('print_job_state'))
    expect(await screen.call('answerUnsure', { ...late, jobId: newId() })).toMatchObject(
      refusedWith('print_job_unknown'),
    )
  })

  test('who may not set up devices may print, and change nothing', async () => {
    await signIn('viewer')
    for (const [name, input] of [
      ['savePrinter', { printer: printerAt(printer) }],
      ['removePrinter', { printerId: newId() }],
      ['savePrintChoice', { kind: 'receipt', choice: { printerId: null, copies: 1, preview: false, auto: false } }],
      ['testPrinter', { printerId: newId(), what: 'page', title: 'x', language: 'en' }],
    ] as const) {
      expect(await screen.call(name, input)).toMatchObject(refusedWith('actor_not_permitted'))
    }
    expect(await screen.call('printing', {})).toMatchObject({ ok: true })
  })

  test('[DX-R43] without a printer there is a PDF with the letters in it', async () => {
    await signIn('frontdesk')
    const document = { ...paper('ğüşİıöç 가나다 ₺'), title: 'x' }
    const answer = await screen.call('renderPaper', { document, as: 'pdf', paper: 'a4' })
    if (!('value' in answer)) throw new Error('not drawn')
    const { type, base64 } = renderedPaper.parse(answer.value)
    const pdf = Buffer.from(base64, 'base64').toString('latin1')
    expect([type, pdf.slice(0, 5)]).toEqual(['application/pdf', '%PDF-'])
    // Both fonts are embedded.
    expect(pdf.match(/\/FontFile2/g)).toHaveLength(2)
    expect(pdf).toMatch(/\/FontName \/\w+\+NotoSansKR/)
    expect(pdf).toMatch(/\/FontName \/\w+\+Roboto/)
  })

  test('what is no document never reaches the queue', async () => {
    await signIn('frontdesk')
    for (const document of [
      { ...paper('x'), kind: 'poster' },
      { ...paper('x'), blocks: [{ type: 'script', text: 'x' }] },
      { ...paper('x'), blocks: [{ type: 'barcode', barcode: { symbology: 'ean13', code: '4006381333932' } }] },
      { ...paper('x'), blocks: [{ type: 'qr', code: 'x'.repeat(301) }] },
    ]) {
      expect(await screen.call('print', job({ document }))).toMatchObject(refusedWith('validation_failed'))
    }
    const printerWith = (more: object) => ({ printer: { ...printerAt(printer), ...more } })
    for (const wrong of [{ host: 'http://x/' }, { host: 'a b' }, { port: 0 }, { name: ' ' }, { extra: 1 }]) {
      expect(await screen.call('savePrinter', printerWith(wrong))).toMatchObject(refusedWith('validation_failed'))
    }
  })
})

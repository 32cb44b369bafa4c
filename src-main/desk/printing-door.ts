import type { z } from 'zod'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { Answer } from './answer.ts'
import type { DeskEvent } from './api/desk-api.ts'
import type { PrintingState, printingCalls } from './api/printing-api.ts'
import type { Desk } from './desk.ts'

export type PrintingCall = keyof typeof printingCalls
/** What a call of printing gives. */
export type Answered = Answer<Json>
type Input<Name extends PrintingCall> = z.output<(typeof printingCalls)[Name]>

/** The printing of this machine as the door sees it; it is opened beside the desk and knows nothing of it. */
export interface PrintingDesk {
  stateFor(tenantId: string): PrintingState
  /** Hears that something changed. Gives what ends it. */
  subscribe(hear: () => void): () => void
  print(input: Input<'print'>, tenantId: string): Promise<Answered>
  renderPaper(input: Input<'renderPaper'>): Promise<Answered>
  savePrinter(input: Input<'savePrinter'>): Promise<Answered>
  removePrinter(input: Input<'removePrinter'>): Promise<Answered>
  savePrintChoice(input: Input<'savePrintChoice'>): Promise<Answered>
  testPrinter(input: Input<'testPrinter'>, tenantId: string): Promise<Answered>
  answerUnsure(input: Input<'answerUnsure'>, tenantId: string): Promise<Answered>
  retryPrint(input: Input<'retryPrint'>, tenantId: string): Promise<Answered>
  cancelPrint(input: Input<'cancelPrint'>, tenantId: string): Promise<Answered>
}

export type PrintingHandlers = { [Name in PrintingCall]: (input: Input<Name>) => Promise<Answered> | Answered }

/** Tells a screen what became of printing, as far as it concerns the organisation that is signed in to. */
export const tellPrinting = (
  printing: PrintingDesk,
  { status }: Desk,
  tell: (event: DeskEvent) => void,
): (() => void) =>
  printing.subscribe(() => {
    const { user, tenant } = status.now
    if (user && tenant) tell({ event: 'printing', printing: printing.stateFor(tenant.id) })
  })

/** Who may have printers set up on this desk (desk-ux.md section 11). */
const devicesRight = 'desk_devices'

const no = (code: string): Answered => ({ ok: false, failure: rejection(code) })

/**
 * Printing through the door: whoever is signed in prints and answers for papers of their organisation; printers are set
 * up by who may (`actor_not_permitted`). Without printing on this desk everything is `desk_unavailable`.
 */
export function printingHandlers(printing: PrintingDesk | null, { status }: Pick<Desk, 'status'>): PrintingHandlers {
  type Work = (printing: PrintingDesk, tenantId: string) => Promise<Answered> | Answered
  const signedIn = (work: Work): Promise<Answered> | Answered => {
    const { user, tenant } = status.now
    if (!user || !tenant) return no('session_required')
    return printing ? work(printing, tenant.id) : no('desk_unavailable')
  }
  const settingUp = (work: Work): Promise<Answered> | Answered =>
    signedIn((...who) => (status.now.rights[devicesRight] ? work(...who) : no('actor_not_permitted')))
  return {
    printing: () => signedIn((desk, tenantId) => ({ ok: true, value: { ...desk.stateFor(tenantId) } })),
    print: (input) => signedIn((desk, tenantId) => desk.print(input, tenantId)),
    renderPaper: (input) => signedIn((desk) => desk.renderPaper(input)),
    savePrinter: (input) => settingUp((desk) => desk.savePrinter(input)),
    removePrinter: (input) => settingUp((desk) => desk.removePrinter(input)),
    savePrintChoice: (input) => settingUp((desk) => desk.savePrintChoice(input)),
    testPrinter: (input) => settingUp((desk, tenantId) => desk.testPrinter(input, tenantId)),
    answerUnsure: (input) => signedIn((desk, tenantId) => desk.answerUnsure(input, tenantId)),
    retryPrint: (input) => signedIn((desk, tenantId) => desk.retryPrint(input, tenantId)),
    cancelPrint: (input) => signedIn((desk, tenantId) => desk.cancelPrint(input, tenantId)),
  }
}

import type { z } from 'zod'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import { isShallow, type Json } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { UpdateStatus } from '../../src-shared/update/status.ts'
import type { Answer } from './answer.ts'
import { type CallName, calls, type DeskDoor, type DeskEvent, type Reply, request } from './api/desk-api.ts'
import type { HubCallName } from './api/hub-api.ts'
import type { Desk } from './desk.ts'
import type { HubDesk } from './hub-desk.ts'
import { hubHandlers } from './hub-handlers.ts'
import { type PrintingCall, type PrintingDesk, printingHandlers, tellPrinting } from './printing-door.ts'
import type { Rescue } from './rescue/rescue.ts'

type Handlers = { [Name in CallName]: (input: z.output<(typeof calls)[Name]>) => Promise<Answer<Json>> | Answer<Json> }

/** What stands beside the desk behind the door; without it, its calls are refused. */
export interface DoorParts {
  hub?: HubDesk | null
  rescue?: Rescue | null
  printing?: PrintingDesk | null
  updates?: DeskUpdates | null
}

/** The desk's door: every message is validated here, and every answer is a value or a typed failure (DX-R56). */
export const doorOf = (
  desk: Desk,
  report: (error: unknown, during: string) => void,
  { hub = null, rescue = null, printing = null, updates = null }: DoorParts = {},
): DeskDoor => ({
  connect(tell) {
    const screen = new Screen(desk, tell, { hub, rescue, printing, updates })
    return {
      handle: (message) => screen.handle(message, report),
      close: () => screen.close(),
    }
  },
})

/** What the door asks of updates; a desk without them, as in a simulation, says so. */
export interface DeskUpdates {
  readonly status: UpdateStatus
  postpone(until: Date): Rejection | null
}

type UpdateCall = 'updates' | 'postponeUpdate'

const updateHandlers = (updates: DeskUpdates | null): Pick<Handlers, UpdateCall> => ({
  updates: () => (updates ? ok(updates.status) : { ok: false, failure: rejection('update_none') }),
  postponeUpdate({ until }) {
    const failure = updates ? updates.postpone(new Date(until)) : rejection('update_none')
    return failure ? { ok: false, failure } : ok()
  },
})

const ok = (value: Json = null): Answer<Json> => ({ ok: true, value })

/** One screen: its watches end with it. */
class Screen {
  readonly #desk: Desk
  readonly #tell: (event: DeskEvent) => void
  readonly #watches = new Map<string, () => void>()
  readonly #unsubscribe: (() => void)[]
  readonly #handlers: Handlers

  constructor(desk: Desk, tell: (event: DeskEvent) => void, { hub, rescue, printing, updates }: Required<DoorParts>) {
    this.#desk = desk
    this.#tell = tell
    this.#unsubscribe = [
      desk.status.subscribe((status) => tell({ event: 'status', status })),
      desk.onProgress((entries) => tell({ event: 'progress', entries })),
      ...(printing ? [tellPrinting(printing, desk, tell)] : []),
    ]
    this.#handlers = {
      ...this.#handlersOf(desk),
      ...rescueHandlers(rescue),
      ...hubHandlers(hub),
      ...printingHandlers(printing, desk),
      ...updateHandlers(updates),
    }
  }

  async handle(message: unknown, report: (error: unknown, during: string) => void): Promise<Reply> {
    // What is nested too deep breaks whatever reads it by calling itself.
    const read = isShallow(message) ? request.safeParse(message) : null
    if (!read?.success) {
      const issues = read ? issuesOf(read.error) : []
      return { reply: callOf(message), ok: false, failure: rejection('validation_failed', { issues }) }
    }
    const { call, name, input } = read.data
    try {
      const answer = await this.#call(name, input)
      if (answer.ok) return { reply: call, ok: true, value: answer.value }
      return { reply: call, ok: false, failure: answer.failure }
    } catch (error) {
      report(error, `call ${name}`)
      return { reply: call, ok: false, failure: rejection('desk_unavailable') }
    }
  }

  close(): void {
    for (const end of [...this.#unsubscribe, ...this.#watches.values()]) end()
    this.#watches.clear()
  }

  #call(name: string, input: unknown): Promise<Answer<Json>> | Answer<Json> {
    if (!isCall(name)) return { ok: false, failure: rejection('unknown_query', { name }) }
    return this.#dispatch(name, input)
  }

  #dispatch<Name extends CallName>(name: Name, input: unknown): Promise<Answer<Json>> | Answer<Json> {
    const read = calls[name].safeParse(input)
    if (!read.success) {
      return { ok: false, failure: rejection('validation_failed', { issues: issuesOf(read.error) }) }
    }
    // The schema under a name gives what the handler under the same name takes; the compiler cannot follow that.
    return this.#handlers[name](read.data as z.output<(typeof calls)[Name]>)
  }

  #handlersOf(desk: Desk): Omit<Handlers, RescueCall | HubCallName | PrintingCall | UpdateCall> {
    return {
      status: () => ok(desk.status.now),
      signIn: ({ email, password }) => desk.signIn(email, password),
      signOut: () => desk.signOut(),
      submit: (command) => desk.submit(command),
      restore: ({ entries }) => desk.restore(entries),
      acknowledge: ({ ids }) => desk.acknowledge(ids),
      async query({ name, input }) {
        const result = await desk.query(name, input)
        return result.done ? ok(result.value) : { ok: false, failure: result.rejection }
      },
      rehearse: ({ name, input }) => desk.rehearse(name, input),
      watch: ({ watchId, name, input }) => this.#watch(watchId, name, input),
      unwatch: ({ watchId }) => {
        this.#watches.get(watchId)?.()
        this.#watches.delete(watchId)
        return ok()
      },
      workOffline: ({ offline }) => {
        desk.workOffline(offline)
        return ok()
      },
      tryNow: () => {
        desk.tryNow()
        return ok()
      },
      syncDetails: () => desk.syncDetails(),
      rebuild: () => desk.rebuild(),
      // A host that sets desks up answers this before it comes here.
      setUp: () => ({ ok: false, failure: rejection('setup_done') }),
    }
  }

  #watch(watchId: string, name: string, input: Json): Answer<Json> {
    this.#watches.get(watchId)?.()
    const end = this.#desk.watch(name, input, (result) => {
      if (result.done) this.#tell({ event: 'result', watchId, value: result.value })
      else this.#tell({ event: 'failed', watchId, failure: plain(result.rejection) })
    })
    this.#watches.set(watchId, end)
    return ok()
  }
}

type RescueCall = 'rescueSeal' | 'rescueOpen' | 'rescueArrived'

/** Saving work and opening what was saved; a desk without a folder has neither (DX-R35). */
function rescueHandlers(rescue: Rescue | null): Pick<Handlers, RescueCall> {
  const none: Answer<Json> = { ok: false, failure: rejection('desk_unavailable') }
  return {
    rescueSeal: (input) => rescue?.seal(input) ?? none,
    rescueOpen: ({ line, passphrase }) => rescue?.open(line, passphrase) ?? none,
    rescueArrived: ({ ids }) => rescue?.arrived(ids) ?? none,
  }
}

/** The number under which the screen waits, as far as a broken message has one. */
function callOf(message: unknown): number {
  const call = message !== null && typeof message === 'object' && 'call' in message ? message.call : 0
  return typeof call === 'number' && Number.isInteger(call) ? call : 0
}

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name)

/** A failure as it crosses the door: data only. */
const plain = (failure: Rejection): Rejection => ({ ...failure })

import type { DeskEvent, Progress } from '../../../src-main/desk/api/desk-api.ts'
import type { Dial, LineListener } from '../../../src-renderer/desk/transport.ts'
import type { NewEntry } from '../../../src-renderer/journal/entry.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { Json } from '../../../src-shared/kernel/json.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'

export const person = { id: newId(), name: 'Kim' }
export const tenant = { id: newId(), name: 'House B' }

export const signedInStatus = (user: typeof person | null = person) => ({
  connection: user ? ('current' as const) : ('signed_out' as const),
  queued: 0,
  atRisk: 0,
  lastPulledAt: null,
  offlineSince: null,
  offlineUntil: null,
  version: 1,
  firstSync: null,
  catchingUp: null,
  waitingUntil: null,
  leaseEnded: false,
  trouble: null,
  user,
  tenant: user && tenant,
  desk: null,
  rights: {},
})

/** News of a command; what is not said is as for one that was just held. */
export const newsOf = (id: string, state: Progress['state'], more: Partial<Progress> = {}): Progress => ({
  id,
  state,
  deskSeq: 1,
  basisVersion: 1,
  outcome: { told: 'A-12' },
  serverOutcome: null,
  rejection: state === 'rejected' || state === 'refused' ? rejection('plant_slot_insufficient_slots') : null,
  serverVersion: null,
  dependsOn: [],
  dependents: [],
  decidedAt: null,
  ...more,
})

export const given = (more: Partial<NewEntry> = {}): NewEntry => ({
  id: newId(),
  name: 'plant-slots.allocate',
  version: 1,
  input: { membershipId: newId() },
  at: new Date().toISOString(),
  meta: {},
  actorId: person.id,
  tenantId: tenant.id,
  ...more,
})

export interface Call {
  call: number
  name: string
  input: { [key: string]: Json }
}

/** The desk's end of a line, in the hands of a test. */
export class FakeDesk {
  readonly calls: Call[] = []
  /** What each call is answered; unanswered where it gives undefined. */
  answer: (call: Call) => object | undefined = ({ name }) => ({
    ok: true,
    value: name === 'status' ? signedInStatus() : null,
  })
  #listener: LineListener | undefined
  /** Whether the next try to open a line succeeds. */
  up = true

  readonly dial: Dial = (listener) => {
    // As a real one: nothing happens before the caller has the line.
    queueMicrotask(() => (this.up ? this.#open(listener) : listener.closed('lost')))
    return { send: (text) => this.#hear(text), close: () => {} }
  }

  named(name: string): Call[] {
    return this.calls.filter((call) => call.name === name)
  }

  tell(event: DeskEvent): void {
    this.say(JSON.stringify(event))
  }

  say(text: string): void {
    this.#listener?.received(text)
  }

  cut(): void {
    const listener = this.#listener
    this.#listener = undefined
    listener?.closed('lost')
  }

  #open(listener: LineListener): void {
    this.#listener = listener
    listener.opened()
  }

  #hear(text: string): void {
    const call: Call = JSON.parse(text)
    this.calls.push(call)
    const answer = this.answer(call)
    const listener = this.#listener
    if (answer) queueMicrotask(() => listener?.received(JSON.stringify({ reply: call.call, ...answer })))
  }
}

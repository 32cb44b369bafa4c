import { z } from 'zod'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { heldSince } from '../model/regrant.ts'
import type { State } from '../model/state.ts'
import { must } from './broken.ts'
import type { Entry, Truth } from './truth.ts'

const lease = z.object({ expires_at: z.string(), hold_until: z.string(), state: z.string() })
const event = z.object({ slot_id: z.string(), event: z.string(), command_id: z.string() })
const given = z.object({ slotIds: z.array(z.string()), owed: z.number().optional() })

/** Refusals that say that others have it. */
const others: readonly string[] = [
  ...['plant_slot_insufficient_slots', 'plant_slot_taken', 'plant_slot_leased', 'plant_slot_offered'],
  'plant_slot_maintenance_required',
]

/** PL-R42, PL-R43: what a desk has with it is its own, for as long as people were told. */
export class LeaseLaws {
  readonly #truth: Truth

  constructor(truth: Truth) {
    this.#truth = truth
  }

  /** A row as a commit left it. */
  wrote(table: string, id: string, version: number, text: string): void {
    if (table === 'capacity_leases') this.#lasts(id, version, text)
    if (table === 'plant_slot_events') this.#isTheirs(version, text)
  }

  /** A lease never becomes shorter, and nobody ends it as expired while a use may arrive. */
  #lasts(id: string, version: number, text: string): void {
    const now = lease.parse(JSON.parse(text))
    const earlier = this.#truth.rowAt('capacity_leases', id, version - 1)
    const was = earlier === undefined ? now : lease.parse(JSON.parse(earlier))
    const kept =
      new Date(now.expires_at) >= new Date(was.expires_at) && new Date(now.hold_until) >= new Date(was.hold_until)
    must(kept, 'PL-R42', () => `Lease ${id} was held until ${was.hold_until}, now ${now.hold_until}`)
    if (now.state !== 'expired' || was.state !== 'active') return
    const by = this.#truth.log.find((entry) => entry.version === version)
    const isOver = by !== undefined && new Date(was.hold_until) < new Date(by.bounded_at)
    must(isOver, 'PL-R42', () => `Lease ${id} expired at ${by?.bounded_at}, it is held until ${was.hold_until}`)
  }

  /** Nobody gets a slot that a desk counts on but through that desk, or by force. */
  #isTheirs(version: number, text: string): void {
    const { slot_id: slotId, event: name, command_id: commandId } = event.parse(JSON.parse(text))
    const entry = this.#truth.byCommand.get(commandId)
    if (name !== 'allocated' || !entry) return
    const { slots, leases } = this.#truth.stateAt(version - 1)
    const counted = leases.get(slots.get(slotId)?.leaseId ?? '')
    if (counted?.state !== 'active') return
    // What frees the lease may give its slots in the same breath.
    const ended = this.#truth.stateAt(version).leases.get(counted.id)?.state !== 'active'
    const isOwn = counted.deskId === entry.desk_id
    must(
      isOwn || ended,
      'PL-R42',
      () => `${entry.name} gives ${slotId}, which lease ${counted.id} of another desk counts`,
    )
  }

  /** What a desk gave out of its lease in time is done so, whatever the others did meanwhile (PS-A71). */
  kept(before: State, entry: Entry): void {
    const told = slotsTold(entry.name, entry.told)
    if (!told || told.slotIds.length === 0 || (told.owed ?? 0) > 0) return
    if (!told.slotIds.every((slotId) => isPromised(before, slotId, entry))) return
    const why = entry.rejection?.code ?? ''
    const said = () => `${entry.name} ${entry.command_id} told ${told.slotIds} out of its lease`
    must(!others.includes(why), 'PL-R42', () => `${said()}, and was refused ${why}`)
    const done = slotsTold(entry.name, entry.outcome)
    must(!done || done.slotIds.join() === told.slotIds.join(), 'PL-R42', () => `${said()}, and gave ${done?.slotIds}`)
  }
}

/** What a desk may show as guaranteed once it has everything: what it gave in time, while the lease lives (PL-R42). */
const guaranteedAt = (deskId: string, { slots, leases }: State): string[] =>
  slots
    .where((slot) => {
      const lease = leases.get(slot.givenFrom ?? '')
      return lease?.state === 'active' && lease.deskId === deskId && heldSince(slot) <= lease.expiresAt
    })
    .map(({ id }) => id)
    .sort()

const shown = z.object({ guaranteed: z.array(z.object({ slotId: z.string() })) })

/** The answer of a desk that is in step, to what it shows as guaranteed. */
export function showsGuarantees(deskId: string, state: State, answer: unknown): void {
  const is = shown
    .parse(answer)
    .guaranteed.map(({ slotId }) => slotId)
    .sort()
  const may = guaranteedAt(deskId, state)
  must(is.join() === may.join(), 'PL-R42', () => `Desk ${deskId} shows ${is} as guaranteed, it gave ${may} in time`)
}

/** Slots that a command says it gave. */
function slotsTold(name: string, outcome: JsonObject | null) {
  const part = name === 'plant-slots.allocate' ? outcome : outcome?.plantSlots
  return given.safeParse(part).data
}

/** Whether a slot waits in a lease of the desk, used in time, and arrived in time. */
function isPromised({ slots, leases, locations }: State, slotId: string, entry: Entry): boolean {
  const slot = slots.get(slotId)
  const lease = leases.get(slot?.leaseId ?? '')
  if (!slot || lease?.state !== 'active' || lease.deskId !== entry.desk_id) return false
  const inTime = entry.bounded_at <= lease.expiresAt && new Date(entry.received_at) <= new Date(lease.holdUntil)
  return inTime && !slot.flagged && locations.get(slot.locationId)?.closed === false
}

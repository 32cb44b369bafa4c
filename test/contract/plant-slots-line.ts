import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { Garden, Holder } from './plant-slots-garden.ts'
import type { Circumstances } from './world.ts'

/** What tests of the queue do again and again: people join, slots come back, offers are answered. */
export class Queue {
  readonly #garden: Garden
  readonly #entries = new Map<string, string>()

  constructor(garden: Garden) {
    this.#garden = garden
  }

  /** The id of the entry by which somebody joined. */
  id({ membershipId }: Holder): string {
    return this.#entries.get(membershipId) ?? ''
  }

  async join({ membershipId }: Holder, quantity: number, how: Circumstances = {}, locationId?: string): Promise<void> {
    const entryId = newId()
    this.#entries.set(membershipId, entryId)
    const input = { entryId, membershipId, quantity, ...(locationId === undefined ? {} : { locationId }) }
    await this.#garden.world.must('plant-slots.join-waitlist', input, how)
  }

  release({ membershipId }: Holder, number: string, how: Circumstances = {}, more: JsonObject = {}) {
    const input = { slotIds: [this.#garden.id(number)], membershipId, ...more }
    return this.#garden.world.must('plant-slots.release', input, how)
  }

  /** The sweep of a minute. */
  lapse(now: string) {
    return this.#garden.world.must('plant-slots.lapse-offers', { now }, { as: 'system', at: now })
  }

  async #openOffer(holder: Holder): Promise<string> {
    return (await this.offers(holder)).find(({ state }) => state === 'open')?.id ?? ''
  }

  async accept(holder: Holder, how: Circumstances = {}) {
    return this.#garden.world.must('plant-slots.accept-offer', { offerId: await this.#openOffer(holder) }, how)
  }

  async decline(holder: Holder, { leave, ...how }: Circumstances & { leave?: boolean } = {}) {
    const input = { offerId: await this.#openOffer(holder), ...(leave ? { leave } : {}) }
    return this.#garden.world.must('plant-slots.decline-offer', input, how)
  }

  /** Lets somebody hold so many, where no command gives the right yet. */
  allow({ membershipId }: Holder, granted: number) {
    return this.#garden.write((db) =>
      db.updateTable('plant_slot_entitlements').set({ granted }).where('membership_id', '=', membershipId).execute(),
    )
  }

  entries({ membershipId }: Holder) {
    return this.#garden.world.read((db) =>
      db
        .selectFrom('plant_slot_waitlist')
        .selectAll()
        .where('membership_id', '=', membershipId)
        .orderBy('row_version')
        .execute(),
    )
  }

  /** Offers to a membership, the oldest first. */
  offers({ membershipId }: Holder) {
    return this.#garden.world.read((db) =>
      db
        .selectFrom('plant_slot_offers as o')
        .innerJoin('plant_slot_waitlist as w', 'w.id', 'o.entry_id')
        .selectAll('o')
        .where('w.membership_id', '=', membershipId)
        .orderBy('o.offered_at')
        .execute(),
    )
  }

  /** The log of the queue, in the order of the commands and their steps. */
  log() {
    return this.#garden.world.read((db) =>
      db.selectFrom('plant_slot_queue_log').selectAll().orderBy('row_version').orderBy('action', 'desc').execute(),
    )
  }

  membership({ membershipId }: Holder) {
    return this.#garden.world.read((db) =>
      db
        .selectFrom('memberships')
        .select(['status', 'slots_owed'])
        .where('id', '=', membershipId)
        .executeTakeFirstOrThrow(),
    )
  }
}

import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { SessionGrant } from '../../src-shared/sync/protocol.ts'
import type { DeskPlace } from './desk-folder.ts'
import type { DeskParts } from './desk-parts.ts'
import { type Present, PresentPeople } from './present.ts'
import type { Rebuilding } from './rebuilding.ts'
import type { Replica } from './replica.ts'
import { StatusBoard } from './status.ts'
import type { Synchroniser } from './synchroniser.ts'

/** What the parts of a desk stand on. Who is signed in, and what is open for them, is for the desk alone to change. */
export class Ground {
  readonly options: Required<DeskParts>
  readonly people: PresentPeople
  readonly status = new StatusBoard()
  session: SessionGrant | null = null
  replica: Replica | null = null
  sync: Synchroniser | null = null
  /** Of the replica that is open, where it was made anew. */
  rebuilding: Rebuilding | null = null
  readonly #place: DeskPlace

  constructor(options: Required<DeskParts>, place: DeskPlace) {
    this.options = options
    this.#place = place
    this.people = new PresentPeople(options.domain)
  }

  /** Of this installation, whoever is signed in. */
  get deskId(): string {
    return this.#place.deskId()
  }

  /** Whether somebody deleted the replica's files while it was open. */
  get isGone(): boolean {
    const tenantId = this.session?.tenant.id
    return tenantId !== undefined && this.#place.replicaIsGone?.(tenantId) === true
  }

  /** A person with their rights, as the replica knows them. */
  presentOf(userId: string): Promise<Present | Rejection> {
    if (!this.replica) return Promise.resolve(rejection('desk_unavailable'))
    return this.people.of(this.replica.db, userId, this.options.now().toISOString())
  }
}

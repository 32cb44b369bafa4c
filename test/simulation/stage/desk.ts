import type { DeskDoor } from '../../../src-main/desk/api/desk-api.ts'
import { Desk } from '../../../src-main/desk/desk.ts'
import type { DeskPlace, Session } from '../../../src-main/desk/desk-folder.ts'
import { doorOf } from '../../../src-main/desk/door.ts'
import { type OpenedReplica, replicaOver } from '../../../src-main/desk/replica.ts'
import { domain } from '../../../src-shared/domain.ts'
import type { Engine } from '../runtime/engine.ts'
import { type Committed, GatedPostgres } from '../runtime/gated-postgres.ts'
import type { Image } from '../runtime/image.ts'
import type { Life } from '../runtime/life.ts'
import type { Network } from './network.ts'
import { type ProcessSetting, SimulatedProcess } from './process.ts'

/** What lies on the disk of a desk's machine, beside its replica. */
export interface DeskDisk {
  deskId: string
  session: Session | null
}

/** What a simulated desk is started with. */
export interface DeskSetting extends ProcessSetting {
  disk: DeskDisk
  engine: Engine
  /** A replica that knows nothing, for one that is made anew. */
  empty: Image
  network: Network
  committed: Committed
  crashed: (error: unknown, during: string) => void
}

/** One desk process on its machine: the real desk, on a disk and a network of the simulation. */
export class SimulatedDesk extends SimulatedProcess {
  readonly #setting: DeskSetting
  #desk: Desk | null = null
  #door: DeskDoor | null = null
  /** Whether the replica's folder is still there. */
  #hasReplica = true

  constructor(setting: DeskSetting) {
    super(setting)
    this.#setting = setting
  }

  get id(): string {
    return this.#setting.disk.deskId
  }
  get engine(): Engine {
    return this.#setting.engine
  }

  /** The desk, while its process runs. */
  get desk(): Desk | null {
    return this.life.alive ? this.#desk : null
  }

  /** Its door, for a page; null while it cannot be reached. */
  get door(): DeskDoor | null {
    return this.life.alive ? this.#door : null
  }

  protected override begin(life: Life): void {
    const { name, network, crashed } = this.#setting
    this.#desk = null
    this.#door = null
    const parts = { domain, server: network.connect(name, life), name, platform: 'linux' as const, report: crashed }
    life.run(() =>
      Desk.at(this.#place(life), parts).then(
        (desk) => {
          if (!life.alive) return
          this.#desk = desk
          this.#door = doorOf(desk, crashed)
        },
        (error: unknown) => crashed(error, 'open'),
      ),
    )
  }

  /** Somebody deletes the replica's folder while no process runs. */
  loseReplica(): void {
    if (!this.life.alive) this.#hasReplica = false
  }

  #place(life: Life): DeskPlace {
    const { disk } = this.#setting
    return {
      deskId: () => disk.deskId,
      session: () => disk.session,
      keepSession: (session) => {
        if (life.alive) disk.session = session
      },
      openReplica: (tenantId) => this.#openReplica(life, tenantId),
      leave: () => undefined,
    }
  }

  async #openReplica(life: Life, tenantId: string): Promise<OpenedReplica> {
    const { engine, empty, committed } = this.#setting
    if (!this.#hasReplica) {
      // Nobody else is here: the process that had it is dead.
      engine.restore(empty)
      this.#hasReplica = true
    }
    const database = new GatedPostgres(engine, life, committed)
    const replica = await replicaOver(database, database.serializer, tenantId)
    return { replica, rebuilt: 'no', queueRescued: false }
  }
}

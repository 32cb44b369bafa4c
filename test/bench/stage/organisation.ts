import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { FilledTenant } from './filled-tenant.ts'
import { type OrganisationHouse, Premises } from './house.ts'
import type { OrganisationSize } from './seed-organisation.ts'
import type { Stage } from './stage.ts'
import { type SyncedDesk, syncDesk } from './synced-desk.ts'

const database = 'organisation'

/**
 * The data of both performance tables, made once. Nobody is connected to it: each figure has a copy of its own, and may
 * write to it; so has each desk, of one replica that a first sync made.
 */
export class Organisation {
  readonly size: OrganisationSize
  readonly house: OrganisationHouse
  readonly #stage: Stage
  #copies = 0
  #synced: Promise<SyncedDesk> | undefined

  private constructor(stage: Stage, size: OrganisationSize, house: OrganisationHouse) {
    this.#stage = stage
    this.size = size
    this.house = house
  }

  static async make(stage: Stage, size: OrganisationSize): Promise<Organisation> {
    const premises = await Premises.at(await stage.createDatabase(database))
    const house = await premises.openOrganisation('organisation', size)
    await premises.close()
    return new Organisation(stage, size, house)
  }

  /** Plans that are on offer. */
  get offered(): string[] {
    return this.house.planIds.filter((_, at) => (at + 1) % 10 !== 0)
  }

  /** The name of a new copy of the database. */
  async copy(): Promise<{ name: string; premises: Premises }> {
    this.#copies += 1
    const name = `${database}_${this.#copies}`
    return { name, premises: await Premises.at(await this.#stage.copyDatabase(name, database)) }
  }

  /** The slots of a location, in no order. */
  async slotsOf(locationId: string): Promise<{ id: string; taken: boolean }[]> {
    const { premises } = await this.copy()
    const rows = await premises.database.db
      .selectFrom('plant_slots')
      .select(['id', 'status'])
      .where('location_id', '=', locationId)
      .execute()
    await premises.close()
    return rows.map(({ id, status }) => ({ id, taken: status === 'allocated' }))
  }

  /** A copy with a server, for who writes to it or asks it. Whoever asked for it closes it. */
  async opened(): Promise<FilledTenant> {
    const { name, premises } = await this.copy()
    const server = await this.#stage.startServer(premises.url)
    return {
      ...{ premises, server, house: this.house },
      deskFolder: (n) => join(this.#stage.folder, `${name}-desk-${n}`),
      async close() {
        await server.stop()
        await premises.close()
      },
    }
  }

  /** A desk that has synced with such a copy, made once; its server is gone, and its folder is there to be copied. */
  synced(): Promise<SyncedDesk> {
    this.#synced ??= this.opened().then(async (tenant) => {
      const desk = await syncDesk(tenant, 0)
      await tenant.close()
      return desk
    })
    return this.#synced
  }

  /** A folder with a copy of that desk, which has no network. */
  async deskFolder(name: string): Promise<{ folder: string; rows: number }> {
    const { folder, rows } = await this.synced()
    const copied = join(this.#stage.folder, `${database}-${name}`)
    await cp(folder, copied, { recursive: true })
    return { folder: copied, rows }
  }
}

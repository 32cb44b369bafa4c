import { join } from 'node:path'
import { type Credentials, type House, Premises } from './house.ts'
import type { Running } from './program.ts'
import { greenhouse, type Shape, shapeOf } from './seed.ts'
import type { Stage } from './stage.ts'

/** A server with one filled tenant. */
export interface FilledTenant {
  premises: Premises
  house: House & { credentials: Credentials }
  server: Running
  /** Folder of the n-th desk that syncs with it. */
  deskFolder(n: number): string
  close(): Promise<void>
}

/** Makes filled tenants, each in a database with a server of its own, so that no figure meets what another has left. */
export class Tenants {
  readonly #stage: Stage
  readonly #open: FilledTenant[] = []
  #made = 0

  constructor(stage: Stage) {
    this.#stage = stage
  }

  /** One of so many rows, in the proportions of a whole organisation. */
  ofRows(rows: number): Promise<FilledTenant> {
    return this.of(shapeOf(rows))
  }

  /** The ten thousand slots at which commands are measured. */
  greenhouse(): Promise<FilledTenant> {
    return this.of(greenhouse)
  }

  async of(shape: Shape): Promise<FilledTenant> {
    const stage = this.#stage
    this.#made += 1
    const name = `filled_${this.#made}`
    const premises = await Premises.at(await stage.createDatabase(name))
    const house = await premises.openHouse('filled', shape)
    const server = await stage.startServer(premises.url)
    const tenant: FilledTenant = {
      ...{ premises, house, server },
      deskFolder: (n) => join(stage.folder, `${name}-desk-${n}`),
      async close() {
        await server.stop()
        await premises.close()
      },
    }
    this.#open.push(tenant)
    return tenant
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#open.map((tenant) => tenant.close()))
  }
}

import { timed } from '../measure/sample.ts'
import type { FilledTenant } from './filled-tenant.ts'
import { LightDesk } from './light-desk.ts'

/** Requests a minute that one caller may send and be sure to be answered (PL-R20). */
const mostOfOne = 80

/**
 * The REST facade as callers meet it, from the request to the whole of its answer. As many callers as it takes for none
 * to be told that it asks too often.
 */
export class Rest {
  readonly #lines: LightDesk[]
  #next = 0

  private constructor(lines: LightDesk[]) {
    this.#lines = lines
  }

  static async of({ premises, house, server }: FilledTenant, requests: number): Promise<Rest> {
    const desks = await premises.openDesks(house, Math.ceil(requests / mostOfOne))
    return new Rest(desks.map(({ token }) => new LightDesk(server.address, token)))
  }

  /** How long an answer takes (ms), with what it says. */
  async get(path: string): Promise<{ ms: number; body: string }> {
    const { ms, value } = await timed(() => this.#line().get(path))
    return { ms, body: value.body }
  }

  async post(path: string, body: object): Promise<{ ms: number; body: string }> {
    const { ms, value } = await timed(() => this.#line().post(path, body))
    return { ms, body: value.body }
  }

  /** One request after another; how long each took (ms), without the first few, which find nothing at hand. */
  async each(paths: readonly string[], warm = 5): Promise<number[]> {
    const times: number[] = []
    for (const path of [...paths.slice(0, warm), ...paths]) times.push((await this.get(path)).ms)
    return times.slice(warm)
  }

  #line(): LightDesk {
    this.#next = (this.#next + 1) % this.#lines.length
    const line = this.#lines[this.#next]
    if (!line) throw new Error('Nobody to ask')
    return line
  }

  close(): void {
    for (const line of this.#lines) line.close()
  }
}

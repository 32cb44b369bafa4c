import { z } from 'zod'
import type { Submitted } from '../../src-renderer/desk/submit.ts'
import { nextCommand, type SeenSlot, seenSlot } from './commands.ts'
import type { Given, House } from './house.ts'
import { pause } from './patience.ts'
import type { Random } from './random.ts'
import type { Screen } from './screen.ts'

/** A command as the script heard the end of its submit. */
export type Told = Pick<Submitted, 'id' | 'state'>

/** Between two commands of a clerk (ms): an hour at the desk takes some minutes. */
const thinking = { least: 20, most: 500 }
/**
 * Of all turns at the desk: several commands in one moment; nothing done while the desk does not answer; the network
 * cut by hand; and put back.
 */
const shares = { several: 0.15, waiting: 0.7, cut: 0.03, mend: 0.25 }

export interface ClerkOptions {
  screen: Screen
  house: House
  random: Random
  /** Told as each submit begins. */
  begins(): void
}

/** Works at one desk: looks at the board, gives commands, and remembers what it was told of them. */
export class Clerk {
  readonly #options: ClerkOptions
  #board: readonly SeenSlot[] = []
  #offline = false
  /** Every submit that resolved. One whose page died before promised nothing. */
  readonly told: Told[] = []
  /** Submits begun, and of those the ones that were accepted. */
  given = 0
  accepted = 0
  /** Written down while the desk did not answer. */
  kept = 0

  constructor(options: ClerkOptions) {
    this.#options = options
  }

  /** Works until it is told to go home. */
  async work(over: () => boolean): Promise<void> {
    const { random, screen } = this.#options
    while (!over()) {
      await pause(random.between(thinking.least, thinking.most))
      const link = await screen.ask((page) => page.evaluate(() => window.soakPage.link()))
      if (link === null || (link !== 'connected' && random.chance(shares.waiting))) continue
      await this.#handleNetwork()
      await this.#look()
      const several = random.chance(shares.several) ? 3 : 1
      await Promise.all(Array.from({ length: several }, () => this.#give()))
    }
  }

  async #give(): Promise<void> {
    const { random, house, begins } = this.#options
    await this.submit(nextCommand({ random, house, board: this.#board }), begins)
  }

  /** Gives one command; undefined where nobody lived to hear what became of it. */
  async submit({ name, input, adds = {} }: Given, begins: () => void = () => {}): Promise<Told | undefined> {
    this.given += 1
    begins()
    const command = JSON.stringify({ name, input })
    const told = await this.#options.screen.ask((page) =>
      page.evaluate((given) => window.soakPage.submit(given), command),
    )
    if (!told) return undefined
    this.told.push(told)
    if (told.state === 'held' || told.state === 'sending') this.accepted += 1
    if (told.state === 'kept') this.kept += 1
    if (told.state !== 'refused') {
      for (const known of ['memberIds', 'membershipIds', 'codes'] as const) {
        this.#options.house[known].push(...(adds[known] ?? []))
      }
    }
    return told
  }

  async #look(): Promise<void> {
    const { screen, house } = this.#options
    const text = await screen.ask((page) => page.evaluate((id) => window.soakPage.board(id), house.locationId))
    const read = z.array(seenSlot).safeParse(text ? JSON.parse(text) : undefined)
    if (read.success) this.#board = read.data
  }

  async #handleNetwork(): Promise<void> {
    const { random, screen } = this.#options
    if (!random.chance(this.#offline ? shares.mend : shares.cut)) return
    this.#offline = !this.#offline
    await screen.ask((page) => page.evaluate((offline) => window.soakPage.workOffline(offline), this.#offline))
  }
}

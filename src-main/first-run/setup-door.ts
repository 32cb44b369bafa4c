import { isShallow, type Json } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { Answer } from '../desk/answer.ts'
import {
  calls,
  type DeskDoor,
  type DeskEvent,
  type DeskStatus,
  deskStatus,
  type Reply,
  request,
} from '../desk/api/desk-api.ts'
import type { SetUpStep, Setup } from '../desk/api/first-run-api.ts'
import { noStatus } from '../desk/status.ts'

type Screen = ReturnType<DeskDoor['connect']>

/** What a door before a desk is made of. */
interface SetupDoorParts {
  setup(): Setup
  setUp(step: SetUpStep): Promise<Answer<Json>>
}

/** Before there is a desk, nobody is signed in to anything. */
const nobody: DeskStatus = { ...noStatus, connection: 'signed_out' }

/**
 * The door that screens have from the first start on. Behind it there is no desk yet, or one that gives way to another;
 * with every status goes how far the setting up has come.
 */
export class SetupDoor implements DeskDoor {
  readonly #parts: SetupDoorParts
  readonly #screens = new Set<FrontScreen>()
  #desk: DeskDoor | null = null

  constructor(parts: SetupDoorParts) {
    this.#parts = parts
  }

  /** From now on screens speak to this desk; null: to none. */
  to(desk: DeskDoor | null): void {
    this.#desk = desk
    for (const screen of this.#screens) screen.to(desk)
  }

  /** The setting up has gone on: every screen hears of it. */
  changed(): void {
    for (const screen of this.#screens) screen.tellStatus()
  }

  connect(tell: (event: DeskEvent) => void): Screen {
    const screen = new FrontScreen(this.#parts, tell)
    screen.to(this.#desk)
    this.#screens.add(screen)
    return {
      handle: (message) => screen.handle(message),
      close: () => {
        this.#screens.delete(screen)
        screen.to(null)
      },
    }
  }
}

/** One screen before whatever desk there is. */
class FrontScreen {
  readonly #parts: SetupDoorParts
  readonly #tell: (event: DeskEvent) => void
  #behind: Screen | null = null
  /** What the desk last said of itself; null until it has, and where there is none. */
  #status: DeskStatus | null = null

  constructor(parts: SetupDoorParts, tell: (event: DeskEvent) => void) {
    this.#parts = parts
    this.#tell = tell
  }

  to(desk: DeskDoor | null): void {
    const had = this.#behind !== null
    this.#behind?.close()
    this.#status = null
    const behind = desk?.connect((event) => {
      // What a desk that gave way still says is nobody's any more.
      if (this.#behind !== behind) return
      if (event.event === 'status') this.#heard(event.status)
      else this.#tell(event)
    })
    this.#behind = behind ?? null
    if (behind) void this.#ask(behind)
    else if (had) this.tellStatus()
  }

  /** Before a desk has said how it stands, nothing is told: a screen would believe that nobody is signed in. */
  tellStatus(): void {
    if (this.#status) this.#tell({ event: 'status', status: this.#decorated(this.#status) })
    else if (!this.#behind) this.#tell({ event: 'status', status: this.#decorated(nobody) })
  }

  /** A desk says only what changes; how it stands now is asked. */
  async #ask(behind: Screen): Promise<void> {
    const reply = await behind.handle({ call: 1, name: 'status', input: {} })
    const status = reply.ok ? deskStatus.safeParse(reply.value) : null
    if (this.#behind === behind && this.#status === null && status?.success) this.#heard(status.data)
  }

  async handle(message: unknown): Promise<Reply> {
    const read = isShallow(message) ? request.safeParse(message) : null
    if (read?.data?.name === 'setUp') return this.#setUp(read.data.call, read.data.input)
    const behind = this.#behind
    if (!behind) return this.#alone(read?.data)
    const reply = await behind.handle(message)
    if (read?.data?.name !== 'status' || !reply.ok) return reply
    return { ...reply, value: { ...Object(reply.value), setup: this.#parts.setup() } }
  }

  /** What can be answered without a desk: how it stands. */
  #alone(asked: { call: number; name: string } | undefined): Reply {
    const call = asked?.call ?? 0
    if (asked?.name === 'status') return { reply: call, ok: true, value: this.#decorated(nobody) }
    return { reply: call, ok: false, failure: rejection('desk_unavailable') }
  }

  async #setUp(call: number, input: Json): Promise<Reply> {
    const read = calls.setUp.safeParse(input)
    const answer = read.success
      ? await this.#parts.setUp(read.data)
      : failed(rejection('validation_failed', { issues: [] }))
    if (answer.ok) return { reply: call, ok: true, value: answer.value }
    return { reply: call, ok: false, failure: answer.failure }
  }

  #heard(status: DeskStatus): void {
    this.#status = status
    this.tellStatus()
  }

  #decorated(status: DeskStatus): DeskStatus {
    return { ...status, setup: this.#parts.setup() }
  }
}

const failed = (failure: Rejection): Answer<never> => ({ ok: false, failure })

import { type DeskDoor, type DeskEvent, event, type Reply, reply } from '../../../src-main/desk/api/desk-api.ts'
import type { Log } from '../../../src-main/host/log.ts'
import type { Json } from '../../../src-shared/kernel/json.ts'

/** A page's line to its desk, whatever carries it. */
export interface Line {
  /** As it is: text, or what no honest page sends. */
  send(frame: unknown): void
  leave(): void
  /** Resolves when the line is down, with the close code where there is one. */
  down: Promise<number | undefined>
}

/** A host that serves a door, and opens pages on it. */
export interface RunningHost {
  open(hear: (frame: unknown) => void): Promise<Line>
  stop(): Promise<void>
}

export interface HostUnderTest {
  name: string
  start(door: DeskDoor, log: Log): Promise<RunningHost>
}

/** A page on a host, as the tests drive it. */
export class Screen {
  readonly events: DeskEvent[] = []
  readonly replies: Reply[] = []
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  #line: Line | undefined
  #calls = 0

  static async open(host: RunningHost): Promise<Screen> {
    const screen = new Screen()
    screen.#line = await host.open((frame) => screen.#hear(frame))
    return screen
  }

  get line(): Line {
    if (this.#line) return this.#line
    throw new Error('The screen is not open.')
  }

  /** Makes a call and waits for its reply. */
  async call(name: string, input: Json): Promise<Reply> {
    const call = ++this.#calls
    const answered = new Promise<Reply>((resolve) => this.#waiting.set(call, resolve))
    this.line.send(JSON.stringify({ call, name, input }))
    return answered
  }

  /** The values a watch has given so far. */
  results(watchId: string): Json[] {
    return this.events.flatMap((each) => (each.event === 'result' && each.watchId === watchId ? [each.value] : []))
  }

  #hear(frame: unknown): void {
    if (typeof frame !== 'string') throw new Error('The host sent something else than text.')
    const message: unknown = JSON.parse(frame)
    const asReply = reply.safeParse(message)
    if (!asReply.success) return void this.events.push(event.parse(message))
    this.replies.push(asReply.data)
    this.#waiting.get(asReply.data.reply)?.(asReply.data)
  }
}

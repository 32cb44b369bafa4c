import { DeskClient, type Watched } from '../../../src-renderer/desk/desk-client.ts'
import { keepJournal } from '../../../src-renderer/desk/keep-journal.ts'
import { type Submitted, submit } from '../../../src-renderer/desk/submit.ts'
import { TakeBack, type Turned } from '../../../src-renderer/desk/take-back.ts'
import type { Dial } from '../../../src-renderer/desk/transport.ts'
import { Journal } from '../../../src-renderer/journal/journal.ts'
import { isUndoable, undoSteps } from '../../../src-renderer/journal/undo-steps.ts'
import { domain } from '../../../src-shared/domain.ts'
import type { CommandMeta } from '../../../src-shared/kernel/command.ts'
import type { Json } from '../../../src-shared/kernel/json.ts'
import type { Life } from '../runtime/life.ts'
import type { SimulatedDesk } from './desk.ts'
import { PageDisk } from './page-disk.ts'
import { type ProcessSetting, SimulatedProcess } from './process.ts'

/** What a simulated page is opened with. */
export interface PageSetting extends ProcessSetting {
  desk: SimulatedDesk
  /** A query that the page keeps on its screen. */
  watched: { name: string; input: Json }
}

/** A window in front of a desk: the real journal and the real client of the door, without pixels. */
export class SimulatedPage extends SimulatedProcess {
  readonly #setting: PageSetting
  readonly disk = new PageDisk()
  #client: DeskClient | null = null
  #journal: Journal | null = null
  #takeBack: TakeBack | null = null
  /** What the screen shows of its query. */
  shown: Watched | null = null

  constructor(setting: PageSetting) {
    super(setting)
    this.#setting = setting
  }

  get desk(): SimulatedDesk {
    return this.#setting.desk
  }
  get watched(): PageSetting['watched'] {
    return this.#setting.watched
  }

  protected override begin(life: Life): void {
    this.disk.reopen()
    this.shown = null
    life.run(() => {
      const client = new DeskClient(dialTo(this.#setting.desk, life))
      const isQuiet = (code: string) => domain.rejections[code]?.quiet ?? false
      const journal = new Journal({ open: async () => this.disk, isQuiet, locks: onlyWindow })
      keepJournal(client, journal)
      const { watched } = this.#setting
      client.watch(watched.name, watched.input, (shown) => {
        this.shown = shown
      })
      this.#client = client
      this.#journal = journal
      this.#takeBack = new TakeBack((name, input, meta) => this.#submit(name, input, meta))
    })
  }

  /** Gives a command as a person would with a click; resolves with what they are told. */
  submit(name: string, input: Json, meta: CommandMeta = {}): Promise<Submitted> {
    this.#takeBack?.forget()
    return this.#submit(name, input, meta)
  }

  /** Ctrl+Z of somebody; resolves with what they are told of each command. */
  async undo(actorId: string): Promise<Turned[]> {
    const undoable = this.disk.entries.reverse().filter((entry) => isUndoable(domain, entry))
    const [step] = undoSteps(undoable, actorId, new Date(this.life.clock))
    return step && this.#takeBack ? this.#takeBack.undo(step) : []
  }

  /** Ctrl+Shift+Z. */
  async redo(): Promise<Turned[]> {
    return this.#takeBack?.redo() ?? []
  }

  #submit(name: string, input: Json, meta: CommandMeta): Promise<Submitted> {
    const [client, journal] = [this.#client, this.#journal]
    if (!client || !journal || !this.life.alive) throw new Error('The page is not open')
    return this.life.run(() => submit({ client, journal, versionOf: () => 1 }, name, input, meta))
  }

  /** Whether somebody is signed in in front of it, as far as the page knows. */
  get ready(): boolean {
    const state = this.#client?.state.get()
    return this.life.alive && state?.link === 'connected' && state.status?.user != null
  }
}

/** A lock of a browser with one window: whoever asks has it. */
const onlyWindow = {
  request: (_name: string, _options: LockOptions, held: (lock: Lock | null) => Promise<unknown>) => held(null),
  query: () => Promise.resolve({ held: [], pending: [] }),
} as unknown as LockManager

/** The line between a page and its desk: texts, each a little late, until one of the two ends. */
const dialTo =
  (desk: SimulatedDesk, page: Life): Dial =>
  (listener) => {
    const { door, life } = desk
    const { scheduler } = page
    const soon = (whose: Life, run: () => void): void => void scheduler.after(page.random.between(0, 2), whose, run)
    if (!door) {
      soon(page, () => listener.closed('lost'))
      return { send: () => undefined, close: () => undefined }
    }
    let open = true
    const tell = (message: object): void => {
      const text = JSON.stringify(message)
      inOrder.push(text)
      soon(page, () => open && listener.received(inOrder.shift() ?? ''))
    }
    // Messages of a line are late, never in another order.
    const inOrder: string[] = []
    const toDesk: string[] = []
    const screen = life.run(() => door.connect(tell))
    const close = (): void => {
      if (!open) return
      open = false
      if (life.alive) life.run(() => screen.close())
    }
    const lost = (): void => {
      if (!open) return
      close()
      listener.closed('lost')
    }
    life.mourn(() => soon(page, lost))
    page.mourn(() => soon(life, close))
    soon(page, () => open && listener.opened())
    return {
      send(text) {
        toDesk.push(text)
        soon(life, () => {
          const next = toDesk.shift()
          if (open && next !== undefined) void screen.handle(JSON.parse(next)).then(tell)
        })
      },
      close,
    }
  }

/** What a window of the bench is measured with. */
export interface PageClock {
  /** The moment (ms since 1970) at which the frame is on the screen in which a selector first matches so often. */
  shown(selector: string, least?: number): Promise<number>
  /** The same for the frame in which the words of an element are others than now, or it is there at last. */
  changes(selector: string): Promise<number>
  /** The same for the frame in which the page has another colour than now. */
  repaints(): Promise<number>
  /** What was begun to be waited for before something was done; see `awaited`. */
  coming: Promise<number>
  /** When a key was pressed last (ms since 1970). */
  pressedAt(key: string): number
  /** Begins to measure keys, each of which must change something. */
  countKeys(): void
  /** Of each since, how long until the frame that shows what it did; and the tasks of the page of 50 ms and more (ms). */
  taken(): { keys: number[]; longTasks: number[] }
  /** Between one frame and the next while `work` is called at each, for so long (ms). */
  frames(forMs: number, work?: (frame: number) => void): Promise<number[]>
}

declare global {
  interface Window {
    clock: PageClock
  }
}

/** Puts the clock into a window before its own scripts run. It is sent there as text, so it leans on nothing outside. */
export function layClock(): void {
  const nextFrame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done))
  /** A message comes after the frame in whose callbacks it was sent. */
  const painted = (): Promise<number> =>
    new Promise((done) => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => done(performance.timeOrigin + performance.now())
      channel.port2.postMessage(null)
    })
  const once = async (holds: () => boolean): Promise<number> => {
    const latest = performance.now() + 60_000
    for (await nextFrame(); !holds(); await nextFrame()) {
      if (performance.now() > latest) throw new Error(`Nothing came of it at ${location.hash}`)
    }
    return painted()
  }

  /** What a key changes: the text of the field in focus, or the row at which a list stands. */
  const standing = (): string => {
    const focused = document.activeElement
    const text = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement ? focused.value : ''
    return `${text}|${document.querySelector('tr[data-at]')?.id ?? ''}`
  }
  let counting = false
  let keys: number[] = []
  const pressed = new Map<string, number>()
  const onKey = async ({ key, timeStamp }: KeyboardEvent): Promise<void> => {
    // A scanner of the tests gives its later keys instants that are still to come.
    pressed.set(key, performance.timeOrigin + Math.min(timeStamp, performance.now()))
    if (!counting) return
    const before = standing()
    keys.push((await once(() => standing() !== before)) - performance.timeOrigin - timeStamp)
  }
  window.addEventListener('keydown', (event) => void onKey(event), { capture: true })

  let longTasks: number[] = []
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  })

  window.clock = {
    coming: Promise.resolve(Number.NaN),
    pressedAt: (key) => pressed.get(key) ?? Number.NaN,
    shown: (selector, least = 1) => once(() => document.querySelectorAll(selector).length >= least),
    changes(selector) {
      const words = () => document.querySelector(selector)?.textContent
      const before = words()
      return once(() => words() !== before)
    },
    repaints() {
      const colours = () => {
        const { backgroundColor, color } = getComputedStyle(document.body)
        return `${backgroundColor} ${color}`
      }
      const before = colours()
      return once(() => colours() !== before)
    },
    countKeys() {
      counting = true
      keys = []
      longTasks = []
    },
    taken() {
      counting = false
      return { keys, longTasks }
    },
    async frames(forMs, work) {
      const between: number[] = []
      let last = await nextFrame()
      for (const end = last + forMs; last < end; ) {
        work?.(between.length)
        const at = await nextFrame()
        between.push(at - last)
        last = at
      }
      return between
    },
  }
}

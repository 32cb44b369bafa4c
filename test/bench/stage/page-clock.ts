/** What a window of the bench is measured with. */
export interface PageClock {
  /** The moment (ms since 1970) at which the frame is on the screen in which a selector first matches so often. */
  shown(selector: string, least?: number): Promise<number>
  /** The same for the frame in which this text stands somewhere below the selector. */
  says(selector: string, text: string): Promise<number>
  /** Of each key that was pressed, how long until the frame that shows what it did (ms); empties the list. */
  takeKeys(): number[]
  /** Tasks of the page of 50 ms and more, since they were last taken (ms). */
  takeLongTasks(): number[]
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
  let keys: number[] = []
  const onKey = async ({ key, timeStamp }: KeyboardEvent): Promise<void> => {
    if (key.length > 1 && !key.startsWith('Arrow')) return
    const before = standing()
    keys.push((await once(() => standing() !== before)) - performance.timeOrigin - timeStamp)
  }
  window.addEventListener('keydown', (event) => void onKey(event), { capture: true })

  let longTasks: number[] = []
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  })

  window.clock = {
    shown: (selector, least = 1) => once(() => document.querySelectorAll(selector).length >= least),
    says: (selector, text) =>
      once(() => [...document.querySelectorAll(selector)].some((each) => each.textContent.includes(text))),
    takeKeys() {
      const taken = keys
      keys = []
      return taken
    },
    takeLongTasks() {
      const taken = longTasks
      longTasks = []
      return taken
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

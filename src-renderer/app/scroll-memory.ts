/** How long the rows of a list may take to be there again (ms). */
const patience = 3_000

/** Where a part of the screen is, from the content down: the second child's first child is `1.0`. */
function pathOf(part: Element, content: Element): string {
  const path: number[] = []
  for (let at: Element | null = part; at && at !== content; at = at.parentElement) {
    path.unshift([...(at.parentElement?.children ?? [])].indexOf(at))
  }
  return path.join('.')
}

const partAt = (path: string, content: Element): Element | undefined =>
  path.split('.').reduce<Element | undefined>((at, n) => at?.children[Number(n)], content)

/** How far the parts of each address were scrolled, so that coming back is coming back (DX-R27). */
export class ScrollMemory {
  readonly #content: HTMLElement
  readonly #places = new Map<string, Map<string, number>>()
  #address = ''
  #stop: () => void = () => {}

  constructor(content: HTMLElement, address: string) {
    this.#content = content
    this.#address = address
  }

  readonly onScroll = ({ target }: Event): void => {
    if (!(target instanceof Element) || !this.#content.contains(target)) return
    const places = this.#places.get(this.#address) ?? new Map<string, number>()
    places.set(pathOf(target, this.#content), target.scrollTop)
    this.#places.set(this.#address, places)
  }

  /** The screen shows another address. One that replaced the last, such as a chosen row, stays where it was. */
  went(address: string, replaced: boolean): void {
    const before = this.#places.get(this.#address)
    this.#address = address
    this.#stop()
    if (replaced && before) this.#places.set(address, new Map(before))
    else this.#restore(new Map(this.#places.get(address)))
  }

  /** Tries until the rows are there, or the person goes their own way. */
  #restore(places: Map<string, number>): void {
    if (places.size === 0) return
    const end = performance.now() + patience
    const watch = new AbortController()
    this.#stop = () => watch.abort()
    for (const event of ['wheel', 'keydown', 'pointerdown']) {
      this.#content.addEventListener(event, this.#stop, { signal: watch.signal, passive: true })
    }
    const attempt = (): void => {
      if (watch.signal.aborted) return
      for (const [path, top] of places) {
        const part = partAt(path, this.#content)
        if (!part || part.scrollHeight - part.clientHeight < top) continue
        part.scrollTop = top
        if (Math.abs(part.scrollTop - top) < 2) places.delete(path)
      }
      if (places.size > 0 && performance.now() < end) requestAnimationFrame(attempt)
      else watch.abort()
    }
    requestAnimationFrame(attempt)
  }
}

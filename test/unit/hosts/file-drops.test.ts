import { afterEach, describe, expect, test, vi } from 'vitest'
import { guardFileDrops } from '../../../src-renderer/desk/file-drops.ts'

/** As much of an element as the guard looks at. */
class Place {
  readonly #takes: boolean
  constructor(takes: boolean) {
    this.#takes = takes
  }
  closest(): Place | null {
    return this.#takes ? this : null
  }
}
vi.stubGlobal('Element', Place)
afterEach(() => vi.restoreAllMocks())

/** Lets something go over the page; gives whether the browser would still do with it what it likes. */
function letGo(kind: string, types: string[], target: unknown): boolean {
  const listeners = new Map<string, (event: unknown) => void>()
  const page = {
    addEventListener: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
    removeEventListener: (name: string) => listeners.delete(name),
  }
  // Of the whole window the guard takes these two.
  const end = Reflect.apply(guardFileDrops, undefined, [page])
  const preventDefault = vi.fn()
  listeners.get(kind)?.({ dataTransfer: { types, dropEffect: 'copy' }, target, preventDefault })
  end()
  expect(listeners.size).toBe(0)
  return preventDefault.mock.calls.length === 0
}

describe('[E13] what is let go over the page', () => {
  test.each(['dragover', 'drop'])('[E13] [DX-A57] %s of a file or a link does nothing', (kind) => {
    expect(letGo(kind, ['Files'], new Place(false))).toBe(false)
    expect(letGo(kind, ['text/uri-list', 'text/plain'], new Place(false))).toBe(false)
  })

  test.each(['dragover', 'drop'])('[E13] %s of a file goes into an upload field', (kind) => {
    expect(letGo(kind, ['Files'], new Place(true))).toBe(true)
  })

  test.each(['dragover', 'drop'])("%s of the page's own blocks is its own matter", (kind) => {
    expect(letGo(kind, ['application/x-holdfast-block'], new Place(false))).toBe(true)
  })
})

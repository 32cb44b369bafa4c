import { Store } from '../desk/store.ts'
import { type ShortcutId, shortcutIds, shortcuts, strokeOf } from './shortcuts.ts'

/** The second stroke of two must follow within this time (ms). */
const strokePatience = 1_500

/** A Mac has its own key for commands. */
const onMac = /mac/i.test(navigator.userAgent)

type Act = () => void

/** Which keys do something now. Whoever binds last is asked first: a screen before the frame around it. */
class ShortcutBoard {
  readonly bound = new Store<ReadonlySet<ShortcutId>>(new Set())
  readonly #acts = new Map<ShortcutId, Act[]>()
  #first: { stroke: string; at: number } | null = null

  bind(id: ShortcutId, act: Act): () => void {
    this.#acts.set(id, [...(this.#acts.get(id) ?? []), act])
    this.#tell()
    return () => {
      this.#acts.set(
        id,
        (this.#acts.get(id) ?? []).filter((each) => each !== act),
      )
      this.#tell()
    }
  }

  /** The key as this machine writes it: `Ctrl+K`, on a Mac `⌘K`. */
  written(id: ShortcutId): string {
    return shortcuts[id].keys
      .split(' ')
      .map((stroke) => writtenKeys(stroke).join(onMac ? '' : '+'))
      .join(' ')
  }

  /** As `aria-keyshortcuts` wants it. */
  spoken(id: ShortcutId): string {
    return shortcuts[id].keys
      .replace('mod', onMac ? 'Meta' : 'Control')
      .replace('alt', 'Alt')
      .replace('shift', 'Shift')
  }

  /** Whether this key may be the second stroke of two: then it is nobody's own. */
  inChord({ timeStamp }: Pick<Event, 'timeStamp'>): boolean {
    return this.#first !== null && timeStamp - this.#first.at < strokePatience
  }

  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return
    const stroke = strokeOf(event, onMac)
    // A plain key is a letter to whoever types, and a key of the dialogue to whoever stands in one.
    if (!/^(mod|alt|F\d|shift\+F\d)/.test(stroke) && (types(event.target) || inDialogue())) return
    if (ofFields.has(stroke) && types(event.target)) return
    const first = this.#first
    this.#first = null
    const chord = first && event.timeStamp - first.at < strokePatience ? `${first.stroke} ${stroke}` : null
    if ((chord && this.#do(chord, event)) || this.#do(stroke, event)) return
    if (shortcutIds.some((id) => shortcuts[id].keys.startsWith(`${stroke} `))) {
      this.#first = { stroke, at: event.timeStamp }
    }
  }

  #do(keys: string, event: KeyboardEvent): boolean {
    const id = shortcutIds.find((each) => shortcuts[each].keys === keys && shortcuts[each].reach === 'everywhere')
    const act = id && this.#acts.get(id)?.at(-1)
    if (!act) return false
    event.preventDefault()
    act()
    return true
  }

  #tell(): void {
    this.bound.set(new Set(shortcutIds.filter((id) => (this.#acts.get(id)?.length ?? 0) > 0)))
  }
}

const signs: Readonly<Record<string, string>> = {
  ...{ ArrowLeft: '←', ArrowRight: '→', Enter: '⏎', Escape: 'Esc' },
  ...(onMac ? { mod: '⌘', alt: '⌥', shift: '⇧' } : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' }),
}

/** The keys of one stroke as they stand on the keyboard. */
export const writtenKeys = (stroke: string): string[] =>
  stroke.split('+').map((key) => signs[key] ?? (key.length === 1 ? key.toUpperCase() : key))

/** In a field these are the field's own (DX-R13). */
const ofFields: ReadonlySet<string> = new Set([shortcuts.undo.keys, shortcuts.redo.keys])

const fields = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]'
const types = (target: EventTarget | null): boolean => target instanceof Element && target.closest(fields) !== null
const inDialogue = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/** The keys of this window. */
export const shortcutBoard = new ShortcutBoard()

import type { Words } from '../i18n/i18n.ts'

/** Where a key means something: everywhere, or while one kind of thing has the focus. */
export type Reach = 'everywhere' | 'list' | 'form' | 'attention'

export interface Shortcut {
  /** `mod` is Ctrl, on a Mac Cmd. Two strokes one after the other are written with a space: `g s`. */
  keys: string
  does: Words
  reach: Reach
}

const everywhere = (keys: string, does: Words): Shortcut => ({ keys, does, reach: 'everywhere' })

/**
 * Every key of the app (`desk-ux.md` section 8), in one table: two that clash fail a test. A key of reach `everywhere`
 * works and is shown where a screen has bound it; the others are their own screens' and are shown always.
 */
export const shortcuts = {
  box: everywhere('mod+k', 'keys.box'),
  box_too: everywhere('/', 'keys.box'),
  attention: everywhere('mod+i', 'keys.attention'),
  outbox: everywhere('mod+o', 'keys.outbox'),
  undo: everywhere('mod+z', 'keys.undo'),
  redo: everywhere('mod+shift+z', 'keys.redo'),
  new: everywhere('mod+n', 'keys.new'),
  save: everywhere('mod+s', 'keys.save'),
  print: everywhere('mod+p', 'keys.print'),
  lock: everywhere('mod+shift+l', 'keys.lock'),
  back: everywhere('alt+ArrowLeft', 'keys.back'),
  forward: everywhere('alt+ArrowRight', 'keys.forward'),
  tab_new: everywhere('mod+t', 'keys.tab_new'),
  tab_close: everywhere('mod+w', 'keys.tab_close'),
  tab_1: everywhere('mod+1', 'keys.tab_n'),
  tab_2: everywhere('mod+2', 'keys.tab_n'),
  tab_3: everywhere('mod+3', 'keys.tab_n'),
  tab_4: everywhere('mod+4', 'keys.tab_n'),
  tab_5: everywhere('mod+5', 'keys.tab_n'),
  tab_6: everywhere('mod+6', 'keys.tab_n'),
  tab_7: everywhere('mod+7', 'keys.tab_n'),
  tab_8: everywhere('mod+8', 'keys.tab_n'),
  tab_9: everywhere('mod+9', 'keys.tab_n'),
  go_today: everywhere('g t', 'keys.go_today'),
  go_slots: everywhere('g s', 'keys.go_slots'),
  go_waiting: everywhere('g w', 'keys.go_waiting'),
  go_floor: everywhere('g f', 'keys.go_floor'),
  go_members: everywhere('g m', 'keys.go_members'),
  go_plans: everywhere('g p', 'keys.go_plans'),
  go_renewals: everywhere('g e', 'keys.go_renewals'),
  go_reports: everywhere('g r', 'keys.go_reports'),
  go_attention: everywhere('g a', 'keys.attention'),
  go_outbox: everywhere('g o', 'keys.outbox'),
  go_journal: everywhere('g j', 'keys.go_journal'),
  go_settings: everywhere('g c', 'keys.go_settings'),
  renew: everywhere('r', 'membership.renew'),
  freeze: everywhere('f', 'membership.freeze'),
  resume: everywhere('u', 'membership.resume'),
  pay: everywhere('p', 'membership.pay'),
  change_plan: everywhere('c', 'membership.change'),
  sell: everywhere('s', 'members.sell'),
  move_up: everywhere('alt+ArrowUp', 'plans.move_up'),
  move_down: everywhere('alt+ArrowDown', 'plans.move_down'),
  keys: everywhere('?', 'keys.show'),
  help: everywhere('F1', 'keys.help'),
  story: everywhere('shift+F1', 'keys.story'),
  next: { keys: 'j', does: 'keys.next', reach: 'list' },
  previous: { keys: 'k', does: 'keys.previous', reach: 'list' },
  open: { keys: 'Enter', does: 'keys.open', reach: 'list' },
  submit: { keys: 'mod+Enter', does: 'keys.submit', reach: 'form' },
  leave: { keys: 'Escape', does: 'keys.leave', reach: 'form' },
} as const satisfies Record<string, Shortcut>

export type ShortcutId = keyof typeof shortcuts
export const shortcutIds = Object.keys(shortcuts).filter((id): id is ShortcutId => Object.hasOwn(shortcuts, id))

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * A key press as the table writes it. Letters are taken as the layout writes them; where it writes no Latin ones, by
 * their place on the keyboard. `mac` says which key `mod` is.
 */
export function strokeOf(press: KeyPress, mac: boolean): string {
  const mod = mac ? press.metaKey : press.ctrlKey
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase()
  const digit = /^Digit(\d)$/.exec(press.code)?.[1]
  const latin = /^[a-z]$/i.test(press.key) ? press.key.toLowerCase() : undefined
  // With a modifier held, some layouts write something else on the keys of digits.
  const key = latin ?? letter ?? (mod ? digit : undefined) ?? press.key
  // A sign that needs Shift on one layout and not on another is that sign.
  const shift = press.shiftKey && (key.length > 1 || latin !== undefined || letter !== undefined || mod)
  return [mod && 'mod', press.altKey && 'alt', shift && 'shift', key].filter(Boolean).join('+')
}

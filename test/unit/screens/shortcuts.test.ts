import { describe, expect, test } from 'vitest'
import { type Reach, shortcutIds, shortcuts, strokeOf } from '../../../src-renderer/app/shortcuts.ts'

const press = (key: string, code: string, held: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift', true>> = {}) => ({
  ...{ key, code, ctrlKey: held.ctrl ?? false, metaKey: held.meta ?? false },
  ...{ altKey: held.alt ?? false, shiftKey: held.shift ?? false },
})

/** Where two keys could be meant at once: a screen's own keys and those of everywhere. */
const together = (one: Reach, other: Reach): boolean => one === other || one === 'everywhere' || other === 'everywhere'

describe('the keys of the app', () => {
  test('[DX-R39] no two of them clash, nor is one the beginning of another', () => {
    const clashes = shortcutIds.flatMap((one) =>
      shortcutIds
        .filter((other) => one !== other && together(shortcuts[one].reach, shortcuts[other].reach))
        .filter((other) => `${shortcuts[other].keys} `.startsWith(`${shortcuts[one].keys} `))
        .map((other) => `${one} and ${other}: ${shortcuts[one].keys}`),
    )
    expect(clashes).toEqual([])
  })

  test('every key is written as a press of it reads', () => {
    const wellFormed = /^(mod\+)?(alt\+)?(shift\+)?([a-z0-9?/]|F\d|Arrow\w+|Enter|Escape)( [a-z])?$/
    expect(shortcutIds.filter((id) => !wellFormed.test(shortcuts[id].keys))).toEqual([])
  })

  test.each([
    ['Ctrl+K', press('k', 'KeyK', { ctrl: true }), false, 'mod+k'],
    ['Cmd+K on a Mac', press('k', 'KeyK', { meta: true }), true, 'mod+k'],
    ['Ctrl+Shift+Z', press('Z', 'KeyZ', { ctrl: true, shift: true }), false, 'mod+shift+z'],
    ['Ctrl+Z where Y and Z changed places', press('z', 'KeyY', { ctrl: true }), false, 'mod+z'],
    ['Ctrl+K while Korean is typed', press('ㅏ', 'KeyK', { ctrl: true }), false, 'mod+k'],
    ['? of an English layout', press('?', 'Slash', { shift: true }), false, '?'],
    ['? of a Turkish layout', press('?', 'Minus', { shift: true }), false, '?'],
    ['/ of a German layout', press('/', 'Digit7', { shift: true }), false, '/'],
    ['Ctrl+1 of a French layout', press('&', 'Digit1', { ctrl: true }), false, 'mod+1'],
    ['Alt+←', press('ArrowLeft', 'ArrowLeft', { alt: true }), false, 'alt+ArrowLeft'],
    ['Shift+F1', press('F1', 'F1', { shift: true }), false, 'shift+F1'],
  ])('%s', (_, pressed, mac, stroke) => {
    expect(strokeOf(pressed, mac)).toBe(stroke)
  })
})

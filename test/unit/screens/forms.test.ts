import { describe, expect, test } from 'vitest'
import { type FormKey, meaningOf } from '../../../src-renderer/kit/form/form-keys.ts'
import { changesBeneath, mergedOver } from '../../../src-renderer/kit/form/row-change.ts'

describe('keys of a form', () => {
  const press = (more: Partial<FormKey>) =>
    meaningOf({ key: 'Enter', withCtrl: false, composing: false, inLine: true, multiline: false, ...more })

  test('[DX-A43] Enter that ends a Korean syllable sends nothing, with Ctrl or without', () => {
    expect(press({ composing: true })).toBe('hold')
    expect(press({ composing: true, withCtrl: true })).toBe('hold')
    expect(press({ key: 'Escape', composing: true })).toBeNull()
  })

  test('[DX-R32] Ctrl+Enter sends from anywhere, Enter only where every field is of one line', () => {
    expect(press({ withCtrl: true, inLine: false, multiline: true })).toBe('submit')
    // The browser sends a form of single lines by itself.
    expect(press({})).toBeNull()
    expect(press({ multiline: true })).toBe('hold')
    // A new line in the field of several.
    expect(press({ multiline: true, inLine: false })).toBeNull()
  })

  test('[DX-R32] Escape leaves', () => expect(press({ key: 'Escape' })).toBe('leave'))
})

describe('a row that changed under its form', () => {
  const basis = { name: 'Ada', phone: '111', tags: ['a'] }
  const typed = { ...basis, phone: '333' }

  test('[DX-A33] [DX-R32] says what is otherwise now, and what of it was typed over', () => {
    const now = { name: 'Grace', phone: '222', tags: ['a'] }
    expect(changesBeneath(typed, basis, now)).toEqual([
      { field: 'name', before: 'Ada', after: 'Grace', typed: false },
      { field: 'phone', before: '111', after: '222', typed: true },
    ])
    expect(changesBeneath(typed, basis, { ...basis, tags: ['a'] })).toEqual([])
  })

  test('[DX-A33] what was typed is kept, what was not follows the row; or all does', () => {
    const now = { name: 'Grace', phone: '222', tags: ['b'] }
    expect(mergedOver(typed, basis, now, 'mine')).toEqual({ name: 'Grace', phone: '333', tags: ['b'] })
    expect(mergedOver(typed, basis, now, 'theirs')).toEqual(now)
  })
})

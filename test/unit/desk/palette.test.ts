import { describe, expect, test } from 'vitest'
import { modules, own } from '../../../src-renderer/app/places.ts'
import { fitOf } from '../../../src-renderer/box/fuzzy.ts'
import { fitting, isPermitted, palette, worksOffline } from '../../../src-renderer/box/palette.ts'
import { domain } from '../../../src-shared/domain.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { builtinRoles } from '../../../src-shared/kernel/permission.ts'
import { authorise } from '../../../src-shared/kernel/run-command.ts'

describe('[DX-R26] [DX-A60] the palette lists only what a person may', () => {
  test.each(builtinRoles)('%s', (role) => {
    const grants = domain.grantsOf(role)
    const actor: Actor = { kind: 'user', userId: newId(), grants }
    const rights = Object.fromEntries(grants.map(({ permission, reach }) => [permission, reach]))
    for (const entry of palette) {
      const asked = entry.needs && (domain.commands.get(entry.needs.name) ?? domain.queries.get(entry.needs.name))
      const may = entry.needs === null || (asked !== undefined && asked !== null && 'reach' in authorise(actor, asked))
      expect([entry.id, isPermitted(entry, rights)]).toEqual([entry.id, may])
    }
  })

  test('somebody who may do nothing is shown what is anyone’s, and no command', () => {
    const listed = palette.filter((entry) => isPermitted(entry, {}))
    expect(listed.map(({ id }) => id)).toEqual(['/', '/attention', '/outbox', '/journal', '/settings'])
  })

  test('a viewer sees screens and no command', () => {
    const rights = Object.fromEntries(domain.grantsOf('viewer').map(({ permission, reach }) => [permission, reach]))
    const listed = palette.filter((entry) => isPermitted(entry, rights))
    expect(listed.map(({ id }) => id)).toEqual([
      '/',
      '/slots',
      '/waiting',
      '/members',
      '/attention',
      '/outbox',
      '/journal',
      '/settings',
    ])
  })

  test('a screen is listed for whom its place in the rail is', () => {
    for (const { to, right } of [...modules, ...own]) {
      expect([to, palette.find(({ id }) => id === to)?.needs?.permission]).toEqual([to, right])
    }
  })

  test('every entry has a name of its own, and says whether it works offline as the command itself does', () => {
    expect(new Set(palette.map(({ id }) => id)).size).toBe(palette.length)
    for (const { kind, needs } of palette) {
      expect(worksOffline({ needs })).toBe(kind === 'screen' || domain.commands.get(needs?.name ?? '')?.offline)
    }
  })
})

describe('[DX-R26] what is typed finds it', () => {
  test.each([
    ['Sell membership', 'sell', 0],
    ['Sell membership', 'mem', 1],
    ['Sell membership', 'mem sell', 1],
    ['Sell membership', 'slmb', 2],
    ['Sell membership', 'xyz', null],
    ['Üyelik sat', 'uyelik', 0],
    ['회원권 판매', 'ㅍㅁ', 1],
    ['Anything', '', 0],
  ])('%s by %s', (title, typed, fits) => expect(fitOf(title, typed)).toBe(fits))

  test('last used first, among those that fit as well', () => {
    const entries = ['Size: Touch', 'Slots', 'Sell membership', 'Receipts'].map((title) => ({ id: title, title }))
    const order = (typed: string, used: string[]) => fitting(entries, typed, used).map(({ id }) => id)
    expect(order('s', [])).toEqual(['Size: Touch', 'Slots', 'Sell membership', 'Receipts'])
    expect(order('s', ['Receipts', 'Sell membership', 'Slots'])).toEqual([
      'Sell membership',
      'Slots',
      'Size: Touch',
      'Receipts',
    ])
    expect(order('', ['Receipts'])[0]).toBe('Receipts')
  })
})

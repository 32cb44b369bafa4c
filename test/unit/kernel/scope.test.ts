import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domain } from '../../../src-shared/domain.ts'
import { builtinRoles } from '../../../src-shared/kernel/permission.ts'
import { type ScopeRule, scopeOfRole, type TableScope, unionOfScopes } from '../../../src-shared/kernel/scope.ts'
import { scopeOf } from '../../../src-shared/sync/scope.ts'

const window: ScopeRule = { any: [{ column: 'at', sinceDays: 90 }] }
const own: ScopeRule = { any: [{ column: 'user_id', isUser: true }] }
const child: ScopeRule = { follows: 'members', by: 'member_id' }

describe('[SY-11] what of a table a person carries home on a desk', () => {
  test('a role that no rule names holds nothing', () => {
    for (const role of builtinRoles) expect(scopeOfRole({}, role), role).toBe('none')
    expect(scopeOfRole({ frontdesk: 'all' }, 'manager')).toBe('none')
  })

  test('owners, admins and the admins of a module hold what managers hold; editors what viewers hold', () => {
    const table: TableScope = { manager: window, viewer: own, field: 'none' }
    for (const role of ['owner', 'admin', 'membership_admin', 'plant_slot_admin'] as const) {
      expect(scopeOfRole(table, role), role).toEqual(window)
    }
    expect(scopeOfRole(table, 'editor')).toEqual(own)
    expect(scopeOfRole({ ...table, owner: 'all' }, 'owner')).toBe('all')
    expect(scopeOfRole(table, 'user_manager')).toBe('none')
  })

  test('two roles hold together what each holds; all covers everything, nothing adds nothing', () => {
    expect(unionOfScopes([])).toEqual([])
    expect(unionOfScopes(['none', 'none'])).toEqual([])
    expect(unionOfScopes([window, 'all', own])).toEqual(['all'])
    expect(unionOfScopes([window, 'none', own])).toEqual([window, own])
    expect(unionOfScopes([child, window, child])).toEqual([child, window])
    const rule = fc.constantFrom<ScopeRule>('all', 'none', window, own, child)
    fc.assert(
      fc.property(fc.array(rule), fc.array(rule), (a, b) => {
        const together = unionOfScopes([...a, ...b])
        for (const each of unionOfScopes(a)) expect(together.includes('all') || together.includes(each)).toBe(true)
        expect(unionOfScopes(together)).toEqual(together)
      }),
    )
  })
})

describe('[SY-14] the number of a scope', () => {
  const numberOf = (roles: string[], user = 'a') => scopeOf(domain, roles, user).number

  test('changes with what is held, not with the order of roles or with roles nobody knows', () => {
    expect(numberOf(['owner', 'field'])).toBe(numberOf(['field', 'owner']))
    expect(numberOf(['owner', 'dragon'])).toBe(numberOf(['owner']))
    expect(numberOf(['field'])).not.toBe(numberOf(['frontdesk']))
    expect(numberOf([])).not.toBe(numberOf(['frontdesk']))
  })

  test('is the same for two clerks, and another for each member, who hold their own rows', () => {
    expect(numberOf(['frontdesk'], 'a')).toBe(numberOf(['frontdesk'], 'b'))
    expect(numberOf(['member'], 'a')).not.toBe(numberOf(['member'], 'b'))
  })

  test('the floor carries no contacts and no money home', () => {
    for (const table of ['member_contacts', 'membership_periods', 'membership_charges']) {
      expect(scopeOf(domain, ['field'], 'a').tables.get(table), table).toEqual([])
      expect(scopeOf(domain, ['frontdesk'], 'a').tables.get(table), table).not.toEqual([])
    }
  })
})

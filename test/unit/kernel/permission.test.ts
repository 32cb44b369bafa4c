import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domain } from '../../../src-shared/domain.ts'
import {
  builtinGrants,
  builtinReach,
  builtinRoles,
  type Grant,
  type PermissionMatrix,
  reachOf,
} from '../../../src-shared/kernel/permission.ts'

describe('[SY-11] ID-R45 what a role may do', () => {
  const matrix: PermissionMatrix = {
    plan_view: { frontdesk: 'tenant', viewer: 'tenant', member: 'own' },
    plan_create: { frontdesk: 'tenant' },
    slot_update: { field: 'own' },
    money_view: { manager: 'tenant', admin: false },
    rights_view: { user_manager: 'tenant' },
  }

  test('a role without a column has what it includes; a member has nothing but their own', () => {
    expect(builtinReach(matrix, 'manager', 'plan_view')).toBe('tenant')
    expect(builtinReach(matrix, 'owner', 'plan_create')).toBe('tenant')
    expect(builtinReach(matrix, 'member', 'plan_view')).toBe('own')
    expect(builtinReach(matrix, 'member', 'plan_create')).toBeNull()
    expect(builtinReach(matrix, 'field', 'plan_view')).toBeNull()
    expect(builtinReach(matrix, 'manager', 'rights_view')).toBeNull()
    expect(builtinReach(matrix, 'admin', 'rights_view')).toBe('tenant')
  })

  test('the matrix wins over inclusion: a column that says no is no, and passes on to nobody above', () => {
    expect(builtinReach(matrix, 'manager', 'money_view')).toBe('tenant')
    expect(builtinReach(matrix, 'admin', 'money_view')).toBeNull()
    expect(builtinReach(matrix, 'owner', 'money_view')).toBeNull()
  })

  test('an editor creates and updates, and does nothing else that a viewer does not', () => {
    expect(builtinReach(matrix, 'editor', 'plan_create')).toBe('tenant')
    expect(builtinReach(matrix, 'editor', 'slot_update')).toBe('tenant')
    expect(builtinReach(matrix, 'editor', 'plan_view')).toBe('tenant')
    expect(builtinReach(matrix, 'editor', 'money_view')).toBeNull()
  })

  test('what nobody granted is no', () => {
    expect(builtinReach(matrix, 'owner', 'unheard_of')).toBeNull()
    expect(builtinGrants({}, 'owner')).toEqual([])
    expect(reachOf([], 'plan_view')).toBeNull()
  })

  test('of several grants the widest wins, in whatever order they stand', () => {
    const grants: Grant[] = [
      { permission: 'plan_view', reach: 'own' },
      { permission: 'plan_view', reach: 'tenant' },
      { permission: 'slot_update', reach: 'own' },
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(grants, { minLength: 3 }), (some) => {
        expect(reachOf(some, 'plan_view')).toBe('tenant')
        expect(reachOf(some, 'slot_update')).toBe('own')
      }),
    )
  })

  test('no role but system may give the commands of the server itself', () => {
    for (const role of builtinRoles) expect(reachOf(domain.grantsOf(role), 'system'), role).toBeNull()
  })

  test('nobody below an owner may do what the owner may not', () => {
    const above = { owner: 'admin', admin: 'manager', manager: 'frontdesk' } as const
    for (const permission of Object.keys(domain.permissions)) {
      const owner = reachOf(domain.grantsOf('owner'), permission)
      for (const role of Object.values(above)) {
        if (reachOf(domain.grantsOf(role), permission) === 'tenant') expect(owner, permission).toBe('tenant')
      }
    }
  })
})

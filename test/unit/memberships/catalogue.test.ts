import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { domain } from '../../../src-shared/domain.ts'
import type { builtinRoles } from '../../../src-shared/kernel/permission.ts'
import { languages } from '../../../src-shared/kernel/rejection.ts'
import { sharedRejections } from '../../../src-shared/kernel/shared-rejections.ts'
import { labels } from '../../../src-shared/modules/memberships/labels.ts'
import { memberships } from '../../../src-shared/modules/memberships/module.ts'
import { rejections } from '../../../src-shared/modules/memberships/rejections.ts'

const folder = `${import.meta.dirname}/../../../src-shared/modules/memberships`
const source = readdirSync(folder)
  .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
  .join('\n')
const placeholders = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort()

describe('words', () => {
  const sentences = [
    ...Object.entries(rejections).map(([code, entry]) => [code, entry.sentences] as const),
    ...Object.entries(labels),
  ]

  it.each(sentences)('%s is said in every language, with the same parameters', (_, said) => {
    for (const language of languages) {
      expect(said[language].length).toBeGreaterThan(3)
      expect(placeholders(said[language])).toEqual(placeholders(said.en))
    }
  })

  it('every code that is given has a sentence, and every button its words', () => {
    const codes = [...source.matchAll(/(?:reject|rejection)\(\s*'([a-z_]+)'/g)].map(([, code]) => code ?? '')
    expect(codes.length).toBeGreaterThan(20)
    expect(codes.filter((code) => !Object.hasOwn(domain.rejections, code))).toEqual([])
    const buttons = [...source.matchAll(/(?:(?:wayOut|retry)\(|\blabel: )'([a-z_]+)'/g)].map(
      ([, label]) => `memberships.${label}`,
    )
    expect(buttons.length).toBeGreaterThan(8)
    expect(buttons.filter((label) => !Object.hasOwn(labels, label))).toEqual([])
    expect(Object.keys(labels).filter((label) => !buttons.includes(label))).toEqual([])
    const unused = Object.keys(rejections).filter(
      (code) => !source.replaceAll(`  ${code}: {`, '').includes(`'${code}'`),
    )
    expect(unused).toEqual([])
  })

  it('a constraint speaks in a code of the catalogue, its own or the shared one', () => {
    for (const code of Object.values(memberships.constraints))
      expect({ ...sharedRejections, ...rejections }).toHaveProperty(code)
  })
})

describe('MB-A12 section 11: who may what', () => {
  const grant = (role: (typeof builtinRoles)[number], permission: string) =>
    domain.grantsOf(role).find((granted) => granted.permission === permission)?.reach ?? null
  const all = Object.keys(memberships.permissions)

  it.each(['owner', 'admin', 'membership_admin'] as const)('%s may everything', (role) => {
    expect(all.filter((permission) => grant(role, permission) !== 'tenant')).toEqual([])
  })

  it.each(['user_manager', 'plant_slot_admin'] as const)('%s may nothing here', (role) => {
    expect(all.filter((permission) => grant(role, permission) !== null)).toEqual([])
  })

  it.each([
    ['manager', ['membership_import', 'membership_manage', 'membership_plan_manage']],
    [
      'frontdesk',
      [
        'member_archive',
        'member_kyc_manage',
        'member_merge',
        'membership_backdate',
        'membership_cancel',
        'membership_charge_waive',
        'membership_import',
        'membership_manage',
        'membership_plan_change',
        'membership_plan_manage',
        'membership_price_override',
      ],
    ],
  ] as const)('%s may all but %j', (role, not) => {
    expect(all.filter((permission) => grant(role, permission) !== 'tenant').sort()).toEqual(not)
  })

  it.each(['field', 'viewer'] as const)('%s sees plans, names and memberships, and changes nothing', (role) => {
    const may = all.filter((permission) => grant(role, permission) !== null)
    expect(may).toEqual(['membership_plan_view', 'member_view', 'membership_view'])
  })

  it('members see and change what is theirs', () => {
    const own = all.filter((permission) => grant('member', permission) === 'own').sort()
    expect(own).toEqual([
      'member_contact_view',
      'member_update',
      'member_view',
      'membership_charge_view',
      'membership_update',
      'membership_view',
    ])
    expect(all.filter((permission) => grant('member', permission) === 'tenant')).toEqual(['membership_plan_view'])
  })

  it('an editor is a viewer who may create and update', () => {
    const more = all.filter((permission) => grant('editor', permission) !== grant('viewer', permission)).sort()
    expect(more).toEqual(['member_create', 'member_update', 'membership_create', 'membership_update'])
  })

  it('every command and query asks for a permission of the matrix', () => {
    const asked = [...memberships.commands, ...memberships.queries].map(({ permission }) => permission)
    expect(asked.filter((permission) => permission !== 'system' && !all.includes(permission))).toEqual([])
  })

  it('every command that people give can be given offline but those that need all that the server holds', () => {
    const online = memberships.commands.filter(({ offline, permission }) => !offline && permission !== 'system')
    const whole = ['delete-plan', 'ensure-plan', 'import-row', 'merge-members', 'revoke-import-row']
    expect(online.map(({ name }) => name).sort()).toEqual(whole.map((name) => `memberships.${name}`))
  })
})

describe('section 2: what a desk holds', () => {
  it.each(['member_contacts', 'membership_periods', 'membership_charges'])(
    'MB-A63 the floor and viewers hold no %s',
    (table) => {
      expect(memberships.scope[table]).toMatchObject({ field: 'none', viewer: 'none' })
    },
  )

  it('a parent stands before what follows it', () => {
    const tables = Object.keys(memberships.scope)
    for (const [table, perRole] of Object.entries(memberships.scope)) {
      for (const rule of Object.values(perRole)) {
        if (typeof rule !== 'object' || !('follows' in rule)) continue
        expect(tables.indexOf(rule.follows)).toBeLessThan(tables.indexOf(table))
        expect(tables).toContain(rule.follows)
      }
    }
  })
})

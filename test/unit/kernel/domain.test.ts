import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { domain } from '../../../src-shared/domain.ts'
import { command } from '../../../src-shared/kernel/command.ts'
import { assemble } from '../../../src-shared/kernel/domain.ts'
import { fact } from '../../../src-shared/kernel/fact.ts'
import type { Module } from '../../../src-shared/kernel/module.ts'
import { query } from '../../../src-shared/kernel/query.ts'
import { reaction } from '../../../src-shared/kernel/reaction.ts'
import { languages } from '../../../src-shared/kernel/rejection.ts'

const module = (name: string, more: Partial<Module> = {}): Module => ({
  ...{ name, commands: [], queries: [], reactions: [], rejections: {}, labels: {} },
  ...{ permissions: {}, scope: {}, constraints: {}, ...more },
})
const doing = (name: string) =>
  command(name, { input: z.object({}), permission: 'system', offline: true, run: async () => ({}) })
const asking = (name: string) => query(name, { input: z.object({}), permission: 'system', run: async () => null })
const sentences = { en: 'No', es: 'No', ko: 'No', tr: 'No' }
const happened = (name: string) => fact(name, z.object({}))
const answer = (to: string, ...announces: string[]) =>
  reaction(happened(to), announces.map(happened), async () => undefined)

describe('the domain is put together at start, or not at all', () => {
  test.each<[string, Partial<Module>]>([
    ['command', { commands: [doing('x.do')] }],
    ['query', { queries: [asking('x.ask')] }],
    ['rejection', { rejections: { no: { status: 409, sentences } } }],
    ['label', { labels: { yes: sentences } }],
    ['permission', { permissions: { may: {} } }],
    ['table', { scope: { things: {} } }],
    ['constraint', { constraints: { things_key: 'no' } }],
  ])('a %s that two modules register would be a coin toss, so it throws', (what, part) => {
    expect(() => assemble([module('a', part), module('b', part)])).toThrow(`the ${what} `)
    expect(() => assemble([module('a', part), module('b')])).not.toThrow()
  })

  test("a module cannot give the system's own refusals another meaning", () => {
    const rejections = { validation_failed: { status: 409 as const, sentences } }
    expect(() => assemble([module('a', { rejections })])).toThrow('validation_failed')
  })

  test('facts that lead back to themselves would never end, so they throw', () => {
    expect(() => assemble([module('a', { reactions: [answer('one', 'one')] })])).toThrow('one → one')
    const circle = [
      module('a', { reactions: [answer('one', 'two')] }),
      module('b', { reactions: [answer('two', 'one')] }),
    ]
    expect(() => assemble(circle)).toThrow('circle')
    const diamond = [
      module('a', { reactions: [answer('one', 'two', 'three')] }),
      module('b', { reactions: [answer('two', 'four'), answer('three', 'four'), answer('four')] }),
    ]
    expect(() => assemble(diamond)).not.toThrow()
  })

  test('modules react in the order of the list, under their name in an outcome', () => {
    const joined = assemble([
      module('plant-slots', { reactions: [answer('one')] }),
      module('clinic', { reactions: [answer('one')] }),
    ])
    expect(joined.reactions.get('one')?.map((each) => each.module)).toEqual(['plantSlots', 'clinic'])
  })
})

describe('the real domain', () => {
  test('every refusal a constraint stands for can be said, in every language', () => {
    for (const code of domain.constraints.values()) expect(domain.rejections, code).toHaveProperty([code])
    for (const [code, { sentences: said }] of Object.entries(domain.rejections)) {
      for (const language of languages) expect(said[language]?.trim(), `${code} in ${language}`).toBeTruthy()
    }
  })

  test('a parameter of a sentence is the same in every language', () => {
    const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
    for (const [code, { sentences: said }] of Object.entries({ ...domain.rejections })) {
      for (const language of languages) {
        expect(placeholders(said[language]), `${code} in ${language}`).toEqual(placeholders(said.en))
      }
    }
  })

  test('every command and query asks for a permission that somebody can have', () => {
    const known = new Set(['system', 'anyone', ...Object.keys(domain.permissions)])
    for (const { name, permission } of [...domain.commands.values(), ...domain.queries.values()]) {
      expect(known, `${name} asks for ${permission}`).toContain(permission)
    }
  })

  test('a table that follows another stands after it, so that children leave after their parents', () => {
    const tables = Object.keys(domain.scope)
    for (const [table, perRole] of Object.entries(domain.scope)) {
      for (const rule of Object.values(perRole)) {
        if (typeof rule !== 'object' || !('follows' in rule)) continue
        expect(tables.indexOf(rule.follows), `${table} follows ${rule.follows}`).toBeGreaterThanOrEqual(0)
        expect(tables.indexOf(rule.follows), `${table} follows ${rule.follows}`).toBeLessThan(tables.indexOf(table))
      }
    }
  })
})

import { describe, expect, it } from 'vitest'
import { feeAgain, feeBack } from '../../../src-shared/modules/memberships/freeze-fee-rules.ts'
import { goneWith } from '../../../src-shared/modules/memberships/unsettle-rules.ts'
import type { WholeCharge, WholeFreeze } from '../../../src-shared/modules/memberships/whole-membership.ts'
import { charge, period, whole } from './whole.ts'

const freeze = (fields: Partial<WholeFreeze> = {}): WholeFreeze => ({
  ...{ id: 'f', period_id: 'p1', from_on: '2027-05-10', to_on: '2027-05-12', state: 'planned', reason: null },
  ...{ fee_charge_id: 'fee', created_at: '2027-05-01T09:00:00.000Z', ...fields },
})
const fee = (fields: Partial<WholeCharge> = {}) =>
  charge({ id: 'fee', kind: 'freeze_fee', amount_minor: 5000, made_command_id: 'freeze', ...fields })

describe('MB-R54 MB-R55 money taken back for what has ended', () => {
  const ended = period({ voided_at: '2027-05-01T09:00:00.000Z', void_command_id: 'cancel' })
  const credit = (fields: Partial<WholeCharge> = {}) =>
    charge({ id: 'credit', kind: 'refund', amount_minor: -4990, made_command_id: 'cancel', ...fields })
  const gone = (charges: WholeCharge[], chargeIds = ['c1'], periods = [ended], freezes: WholeFreeze[] = []) =>
    goneWith(whole({ periods, charges, freezes }), chargeIds)

  it('is void by what ended it, with its credit', () => {
    expect(gone([charge()])).toEqual([{ chargeIds: ['c1'], commandId: 'cancel' }])
    expect(gone([charge(), credit()])).toEqual([{ chargeIds: ['c1', 'credit'], commandId: 'cancel' }])
    expect(gone([charge(), credit({ state: 'void' })])).toEqual([{ chargeIds: ['c1'], commandId: 'cancel' }])
  })

  it('stays due where it goes on, was not named, or is what was given back', () => {
    expect(gone([charge()], ['c1'], [period()])).toEqual([])
    expect(gone([charge()], ['c1'], [period({ cut: true, cut_command_id: 'cancel' })])).toEqual([])
    expect(gone([charge({ period_id: null })])).toEqual([])
    expect(gone([charge()], ['c2'])).toEqual([])
    expect(gone([charge(), credit()], ['credit'])).toEqual([])
  })

  it('stays due where its credit was paid out, or is on an invoice', () => {
    expect(gone([charge(), credit({ state: 'settled' })])).toEqual([])
    expect(gone([charge(), credit({ invoice_id: 'i' })])).toEqual([])
    expect(gone([charge(), credit({ state: 'settled' }), credit({ id: 'other' })])).toEqual([
      { chargeIds: ['c1', 'other'], commandId: 'cancel' },
    ])
  })

  it('takes for its credit only what gave back as much, of the same period, by the same command', () => {
    const alone = [{ chargeIds: ['c1'], commandId: 'cancel' }]
    expect(gone([charge(), credit({ amount_minor: -4989 })])).toEqual(alone)
    expect(gone([charge(), credit({ period_id: 'p2' })])).toEqual(alone)
    expect(gone([charge(), credit({ made_command_id: 'other' })])).toEqual(alone)
  })

  it('gives each of two charges a credit of its own', () => {
    const two = [charge(), charge({ id: 'c2' }), credit(), credit({ id: 'credit2' })]
    expect(gone(two, ['c1', 'c2'])).toEqual([
      { chargeIds: ['c1', 'credit'], commandId: 'cancel' },
      { chargeIds: ['c2', 'credit2'], commandId: 'cancel' },
    ])
  })

  it('MB-R44 is void with the freeze that was none; that of one that stood is due', () => {
    const of = (state: WholeFreeze['state']) => gone([fee()], ['fee'], [period()], [freeze({ state })])
    expect(of('cancelled')).toEqual([{ chargeIds: ['fee'], commandId: null }])
    expect(of('ended')).toEqual([])
    const others = [freeze({ id: 'g', fee_charge_id: 'x', state: 'cancelled' }), freeze({ state: 'ended' })]
    expect(gone([fee()], ['fee'], [period()], others)).toEqual([])
    const counter = fee({ id: 'x', amount_minor: -5000, kind: 'adjustment', made_command_id: null })
    expect(gone([fee(), counter], ['fee'], [period()], [freeze({ state: 'cancelled' })])).toEqual([
      { chargeIds: ['fee'], commandId: null },
    ])
  })
})

describe('MB-R44 the fee of a freeze that was none', () => {
  const back = (fees: WholeCharge[], state: WholeFreeze['state'] = 'planned') =>
    feeBack({ charges: fees, freezes: [freeze({ state })] }, freeze({ state: 'cancelled' }), '2027-05-09')

  it('is void, countered on an invoice, or stays where it was paid; once', () => {
    const counter = { kind: 'adjustment', amount_minor: -5000, currency: 'TRY', period_id: 'p1', due_on: '2027-05-09' }
    expect(back([fee(), fee({ id: 'other' })])).toEqual({ voidIds: ['fee'], credits: [] })
    expect(back([fee({ invoice_id: 'i' })])).toEqual({ voidIds: [], credits: [counter] })
    expect(back([fee({ state: 'settled' })])).toEqual({ voidIds: [], credits: [] })
    expect(back([fee()], 'cancelled')).toEqual({ voidIds: [], credits: [] })
    const beside = { charges: [fee()], freezes: [freeze(), freeze({ id: 'g', fee_charge_id: 'x' })] }
    expect(feeBack(beside, freeze(), '2027-05-09')).toEqual({ voidIds: ['fee'], credits: [] })
    const another = { charges: [fee()], freezes: [freeze({ id: 'g' })] }
    expect(feeBack(another, freeze(), '2027-05-09')).toEqual({ voidIds: [], credits: [] })
  })
})

describe('MB-R47 the fee of a freeze that is brought back', () => {
  const counter = (fields: Partial<WholeCharge> = {}) =>
    fee({ id: 'counter', kind: 'adjustment', amount_minor: -5000, ...fields })

  it('is asked for again, uncountered, anew, or kept', () => {
    expect(feeAgain([], 'fee')).toBe('anew')
    expect(feeAgain([fee({ id: 'other' })], 'fee')).toBe('anew')
    expect(feeAgain([fee({ state: 'void' }), counter()], 'fee')).toEqual({ due: 'fee' })
    expect(feeAgain([fee({ state: 'settled' })], 'fee')).toBe('kept')
    expect(feeAgain([fee({ invoice_id: 'i' }), counter()], 'fee')).toEqual({ uncountered: 'counter' })
    expect(feeAgain([fee({ invoice_id: 'i' }), counter({ state: 'settled' })], 'fee')).toBe('anew')
    expect(feeAgain([fee({ invoice_id: 'i' }), counter({ invoice_id: 'j' })], 'fee')).toBe('anew')
  })

  it('knows a counter by its kind, period and sum', () => {
    const kept = (fields: Partial<WholeCharge>) => feeAgain([fee({ invoice_id: 'i' }), counter(fields)], 'fee')
    expect(kept({ kind: 'refund' })).toBe('kept')
    expect(kept({ period_id: 'p2' })).toBe('kept')
    expect(kept({ amount_minor: -4999 })).toBe('kept')
    expect(kept({ state: 'void' })).toBe('kept')
  })
})

import { describe, expect, it } from 'vitest'
import {
  type ChargeFacts,
  type Settlement,
  settlementNumber,
  settleRefusal,
  unsettleRefusal,
  waiveRefusal,
} from '../../../src-shared/modules/memberships/charge-rules.ts'
import { chargeSteps, stateAfter } from '../../../src-shared/modules/memberships/transitions.ts'

const charge = (fields: Partial<ChargeFacts> = {}): ChargeFacts => ({
  id: 'c1',
  member_id: 'm1',
  amount_minor: 49000,
  currency: 'TRY',
  state: 'due',
  invoice_id: null,
  settlement_id: null,
  winner: null,
  ...fields,
})
const credit = charge({ id: 'c2', amount_minor: -9000 })
const winner = { userName: 'Elif', deskName: 'Front', at: '2027-03-01T08:00:00.000Z' }
const settled = charge({ id: 'c3', state: 'settled', settlement_id: 's1', winner })
const retry = (label: string, changes: Settlement) => ({ label, command: 'again', input: { ...changes } })
const refusal = (charges: ChargeFacts[], amountMinor: number, chargeIds = charges.map(({ id }) => id)) =>
  settleRefusal(charges, { chargeIds, amountMinor }, retry)

describe('section 3: a charge', () => {
  it.each([
    ['due', { settle: 'settled', unsettle: null, waive: 'waived', void: 'void' }],
    ['settled', { settle: null, unsettle: 'due', waive: null, void: null }],
    ['waived', { settle: null, unsettle: null, waive: 'waived', void: null }],
    ['void', { settle: null, unsettle: null, waive: null, void: 'void' }],
  ] as const)('MB-R55 that is %s: %j', (state, after) => {
    const steps = chargeSteps[state]
    expect({
      settle: stateAfter(state, steps.settle),
      unsettle: stateAfter(state, steps.unsettle),
      waive: stateAfter(state, steps.waive),
      void: stateAfter(state, steps.void),
    }).toEqual(after)
  })
})

describe('MB-R55 settling', () => {
  it('takes the exact sum of what is due, credits included', () => {
    expect(refusal([charge()], 49000)).toBeNull()
    expect(refusal([charge(), credit], 40000)).toBeNull()
    expect(refusal([credit], -9000)).toBeNull()
  })

  it('MB-A58 another sum is refused with the right one, which passes', () => {
    const refused = refusal([charge(), credit], 49000)
    expect(refused).toEqual({
      code: 'membership_charge_amount_mismatch',
      params: { expected: 40000, given: 49000, currency: 'TRY' },
      rule: 'MB-R55',
      alternatives: [
        { label: 'settle_this_sum', command: 'again', input: { chargeIds: ['c1', 'c2'], amountMinor: 40000 } },
      ],
    })
  })

  it('MB-A58 what somebody settled is refused with whom and when, and a way to settle the rest', () => {
    expect(refusal([charge(), settled, credit], 89000)).toEqual({
      code: 'membership_charge_already_settled',
      params: { state: 'settled', by: 'Elif', at: winner.at, settlementId: 's1' },
      rule: 'MB-R55',
      winner,
      alternatives: [
        { label: 'settle_the_rest', command: 'again', input: { chargeIds: ['c1', 'c2'], amountMinor: 40000 } },
      ],
    })
    expect(refusal([settled], 49000)).toMatchObject({ alternatives: [] })
  })

  it.each(['waived', 'void'] as const)('a charge that is %s is not due either, and nobody settled it', (state) => {
    const refused = refusal([charge({ state })], 49000)
    expect(refused).toEqual({
      code: 'membership_charge_already_settled',
      params: { state, by: null, at: null, settlementId: null },
      rule: 'MB-R55',
      alternatives: [],
    })
  })

  it('MB-A59 a charge with an invoice is settled by the invoice, due or not', () => {
    for (const state of ['due', 'settled'] as const) {
      expect(refusal([charge(), charge({ id: 'c4', state, invoice_id: 'i1' })], 98000)).toMatchObject({
        code: 'membership_charge_invoiced',
        params: { invoiceId: 'i1' },
        rule: 'MB-R55',
        alternatives: [{ label: 'settle_the_rest', input: { chargeIds: ['c1'], amountMinor: 49000 } }],
      })
    }
  })

  it('an unknown charge is not found; the others may be settled', () => {
    expect(refusal([charge()], 49000, ['c1', 'c9'])).toMatchObject({
      code: 'membership_charge_not_found',
      rule: 'MB-R55',
      alternatives: [{ label: 'settle_the_rest', input: { chargeIds: ['c1'], amountMinor: 49000 } }],
    })
    expect(refusal([], 0, ['c9'])).toMatchObject({ code: 'membership_charge_not_found', alternatives: [] })
  })

  it.each<Partial<ChargeFacts>>([{ member_id: 'm2' }, { currency: 'EUR' }])(
    'one settlement is of one member and one currency: %j is not valid beside it',
    (other) => {
      expect(refusal([charge(), charge({ id: 'c5', ...other })], 98000)).toMatchObject({
        code: 'validation_failed',
        rule: 'MB-R55',
        params: {
          issues: [{ path: 'chargeIds', code: 'mixed', message: 'All charges are of one member and in one currency' }],
        },
      })
    },
  )

  it('a receipt names a settlement by the last eight characters of its id', () => {
    expect(settlementNumber('0190aaaa-bbbb-7ccc-8ddd-0123456789ab')).toBe('456789AB')
  })
})

describe('taking back and letting go', () => {
  it('MB-A58 a settlement is taken back on its day only', () => {
    expect(unsettleRefusal([settled], '2027-03-01', '2027-03-01')).toBeNull()
    expect(unsettleRefusal([settled], '2027-03-01', '2027-03-02')).toEqual({
      code: 'membership_charge_unsettle_too_late',
      params: { settledOn: '2027-03-01' },
      rule: 'MB-R55',
      alternatives: [],
    })
  })

  it('MB-A59 a settlement that is unknown, or whose charge went on an invoice, is not taken back', () => {
    expect(unsettleRefusal([], '2027-03-01', '2027-03-01')).toMatchObject({ code: 'membership_charge_not_found' })
    const invoiced = [settled, charge({ invoice_id: 'i1', state: 'settled' })]
    expect(unsettleRefusal(invoiced, '2027-03-01', '2027-03-01')).toMatchObject({ code: 'membership_charge_invoiced' })
  })

  it('MB-A59 only what is due and on no invoice is waived; twice is once', () => {
    expect(waiveRefusal(charge())).toBeNull()
    expect(waiveRefusal(charge({ state: 'waived' }))).toBeNull()
    expect(waiveRefusal(settled)).toMatchObject({ code: 'membership_charge_already_settled', winner })
    expect(waiveRefusal(charge({ state: 'void' }))).toMatchObject({ params: { state: 'void' } })
    expect(waiveRefusal(charge({ invoice_id: 'i1' }))).toMatchObject({ params: { invoiceId: 'i1' } })
  })
})

import { expect, it } from 'vitest'
import {
  freezeNotFound,
  planCancelFreeze,
  planReturn,
} from '../../../src-shared/modules/memberships/freeze-end-rules.ts'
import { isRejection } from '../../../src-shared/modules/memberships/sale-rules.ts'
import type { WholeFreeze, WholeMembership } from '../../../src-shared/modules/memberships/whole-membership.ts'
import { charge } from './whole.ts'
import { monthsFrom, wholeOf } from './whole-of.ts'

const today = '2027-06-05'
/** From 1 to 10 June. */
const freeze = (fields: Partial<WholeFreeze> = {}): WholeFreeze => ({
  ...{ id: 'f', period_id: 'p1', from_on: '2027-06-01', to_on: '2027-06-10', state: 'running', reason: null },
  ...{ fee_charge_id: 'fee', created_at: '2027-06-01T09:00:00.000Z', ...fields },
})
const frozen = (fields: Partial<WholeFreeze> = {}, more: Partial<WholeMembership> = {}): WholeMembership => ({
  ...wholeOf(monthsFrom('2027-05-31', 2)),
  ...{ status: 'frozen', freezes: [freeze(fields)], ...more },
})
const way = (label: string, day: string) => ({ label, command: '', input: { day } })
const back = (on: string, day = today, fields: Partial<WholeFreeze> = {}, more: Partial<WholeMembership> = {}) =>
  planReturn({ membership: frozen(fields, more), freeze: freeze(fields), today: day }, on, {
    extend: (toOn) => [way('extend', toOn)],
    retry: (other) => way('retry', other),
  })

it('section 7 case 15: a return that somebody noted is corrected, where there is something to correct', () => {
  const corrected = (on: string, day = '2027-06-11', fields: Partial<WholeFreeze> = {}) => {
    const answer = back(on, day, fields)
    if (!isRejection(answer)) return 'returned'
    return [answer.code, answer.alternatives.map(({ input }) => input.day)]
  }
  expect(corrected('2027-06-05')).toEqual(['membership_not_frozen', ['2027-06-04']])
  expect(corrected('2027-06-02')).toEqual(['membership_not_frozen', ['2027-06-01']])
  // Before it had begun it was none, and the day after its last one it is as it is.
  expect(corrected('2027-06-01')).toEqual(['membership_not_frozen', []])
  expect(corrected('2027-06-11')).toEqual(['membership_not_frozen', []])
  expect(corrected('2027-06-12')).toEqual(['membership_not_frozen', ['2027-06-11']])
  expect(corrected('2027-06-05', '2027-06-11', { state: 'cancelled' })).toEqual(['membership_not_frozen', []])
  expect(corrected('2027-06-05', '2027-05-31')).toEqual(['membership_not_frozen', []])
  expect(corrected('2027-06-05', '2027-06-10')).toBe('returned')
  expect(corrected('2027-06-05', '2027-06-01')).toBe('returned')
})

it('MB-R44 a day outside the freeze is moved to the nearest one inside', () => {
  const refused = (on: string) => back(on)
  expect(refused('2027-05-31')).toEqual({
    ...{ code: 'validation_failed', rule: 'MB-R44', alternatives: [way('retry', '2027-06-01')] },
    params: { issues: [{ path: 'on', code: 'custom', message: 'A day of the freeze' }] },
  })
  expect(refused('2027-06-11')).toMatchObject({ alternatives: [way('retry', '2027-06-10')] })
})

it('MB-R44 a freeze that was shorter keeps its fee, and one that had ended with its membership revives nothing', () => {
  const fee = charge({ id: 'fee', kind: 'freeze_fee' })
  expect(back('2027-06-05', today, {}, { charges: [fee] })).toMatchObject({ fee: { voidIds: [], credits: [] } })
  expect(back('2027-06-01', today, {}, { charges: [fee] })).toMatchObject({ fee: { voidIds: ['fee'], credits: [] } })
  expect(back('2027-06-05', today, {}, { status: 'expired' })).toMatchObject({ now: { status: 'expired' } })
})

it('a freeze is cancelled up to its last day, with the days that it had', () => {
  const cancel = (day: string) =>
    planCancelFreeze(
      { membership: frozen(), freeze: freeze(), today: day },
      { undoing: false, at: '2027-06-05T09:00:00.000Z' },
    )
  expect(cancel('2027-06-10')).toMatchObject({ freeze: { ...freeze(), state: 'cancelled' }, now: { status: 'active' } })
  expect(cancel('2027-06-11')).toMatchObject({ code: 'membership_not_frozen', params: { endedOn: '2027-06-10' } })
  expect(freezeNotFound()).toMatchObject({ code: 'membership_freeze_not_found' })
})

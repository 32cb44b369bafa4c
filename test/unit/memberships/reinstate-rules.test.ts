import { describe, expect, it } from 'vitest'
import { isOwnUndo, planReinstatement, refundGiven } from '../../../src-shared/modules/memberships/reinstate-rules.ts'
import type { WholeMembership } from '../../../src-shared/modules/memberships/whole-membership.ts'
import { charge, period, periodAhead, whole } from './whole.ts'

const today = '2027-05-11'
const at = '2027-05-11T09:00:00.000Z'
/** A month to 2027-05-30 that was cancelled from 05-11 on, just now. */
const cancelled = (fields: Partial<WholeMembership> = {}): WholeMembership =>
  whole({
    ...{ status: 'cancelled', cancelled_on: today, cancelled_at: at, cancelled_by: 'me', cancel_command_id: 'cancel' },
    ...{ ends_on: '2027-05-10', periods: [period({ ends_on: '2027-05-10', cut: true, cut_command_id: 'cancel' })] },
    ...fields,
  })
const again = (fields: Partial<WholeMembership> = {}, when = at, day = today) =>
  planReinstatement(cancelled(fields), when, day)

describe('MB-R54 a reinstatement', () => {
  it('gives the days back that the terms say', () => {
    expect(again()).toMatchObject({
      ...{ endsOn: '2027-05-30', status: 'active', voidIds: [], charges: [] },
      periods: [{ ends_on: '2027-05-30', cut: false, cut_command_id: null }],
      current: { id: 'p1' },
    })
    expect(again({ status: 'frozen' })).toMatchObject({ status: 'frozen' })
    expect(again({}, at, '2027-05-31')).toMatchObject({ status: 'expired' })
  })

  it('is possible for seven days, of what a command had cancelled', () => {
    const late = { code: 'membership_revoke_too_late', params: { reason: 'time' }, rule: 'MB-R54', alternatives: [] }
    expect(again({}, '2027-05-18T09:00:00.000Z')).toMatchObject({ status: 'active' })
    expect(again({}, '2027-05-18T09:00:00.001Z')).toEqual(late)
    expect(again({ cancel_command_id: null })).toEqual(late)
    expect(again({ cancelled_at: null })).toEqual(late)
    expect(again({ periods: [] })).toEqual(late)
  })

  it('is not of an archived or merged member, and of no days that are theirs by another membership', () => {
    for (const member_status of ['ARCHIVED', 'MERGED'] as const) {
      expect(again({ member_status })).toEqual({
        ...{ code: 'member_not_active', params: { status: member_status }, rule: 'MB-R63', alternatives: [] },
      })
    }
    expect(again({ member_status: 'SUSPENDED' })).toMatchObject({ status: 'active' })
    const beside = (starts_on: string, ends_on: string) =>
      again({ other_periods: [{ membership_id: 'other', starts_on, ends_on }] })
    expect(beside('2027-05-30', '2027-06-29')).toEqual({
      ...{ code: 'membership_overlap', params: { membershipId: 'other', from: '2027-05-30', to: '2027-06-29' } },
      ...{ rule: 'MB-R54', alternatives: [] },
    })
    expect(beside('2027-03-30', '2027-04-30')).toMatchObject({ code: 'membership_overlap' })
    expect(beside('2027-05-31', '2027-06-29')).toMatchObject({ status: 'active' })
    expect(beside('2027-03-30', '2027-04-29')).toMatchObject({ status: 'active' })
  })

  it('goes on with the period of the day, or with the first to come', () => {
    const gone = { voided_at: at, void_command_id: 'cancel' }
    const periods = [period(gone), periodAhead(gone)]
    const currentOn = (day: string) => again({ periods }, at, day)
    expect(currentOn('2027-05-30')).toMatchObject({ current: { id: 'p1' }, endsOn: '2027-06-30', status: 'active' })
    expect(currentOn('2027-05-31')).toMatchObject({ current: { id: 'p2' } })
    expect(currentOn('2027-04-29')).toMatchObject({ current: { id: 'p1' }, status: 'scheduled' })
  })
})

it('section 5: whoever cancelled takes it back as an undo of that very command, within a day', () => {
  const mine = { userId: 'me', undoOf: 'cancel', at }
  const own = (asked: Partial<Parameters<typeof isOwnUndo>[1]>, fields: Partial<WholeMembership> = {}) =>
    isOwnUndo(cancelled(fields), { ...mine, ...asked })
  expect(own({})).toBe(true)
  expect(own({ at: '2027-05-12T09:00:00.000Z' })).toBe(true)
  expect(own({ at: '2027-05-12T09:00:00.001Z' })).toBe(false)
  expect(own({ userId: 'you' })).toBe(false)
  expect(own({ undoOf: 'other' })).toBe(false)
  expect(isOwnUndo(cancelled(), { ...mine, undoOf: undefined })).toBe(false)
  expect(own({}, { cancelled_at: null })).toBe(false)
})

describe('how a cancellation gave money back', () => {
  const refund = (amount_minor: number, fields: object = {}) =>
    charge({ id: 'r', kind: 'refund', amount_minor, made_command_id: 'cancel', ...fields })
  const given = (charges: ReturnType<typeof refund>[], fields: Partial<WholeMembership> = {}) =>
    refundGiven(cancelled({ charges: [charge(), ...charges], ...fields }), today)

  it('is told by what it comes to', () => {
    expect(given([])).toBe('none')
    expect(given([refund(-3219)])).toBe('prorated')
    expect(given([refund(-4990)])).toBe('full')
  })

  it('is only what that command gave for the period that it ended first', () => {
    expect(given([refund(-3219, { made_command_id: 'other' })])).toBe('none')
    expect(given([refund(-3219, { period_id: 'p2' })])).toBe('none')
    expect(given([refund(-3219, { kind: 'adjustment' })])).toBe('none')
    expect(given([refund(-3219)], { periods: [period()] })).toBe('none')
    const gone = periodAhead({ voided_at: at, void_command_id: 'cancel' })
    const first = period({ ends_on: '2027-05-10', cut: true, cut_command_id: 'cancel' })
    expect(given([refund(-3219), refund(-4990, { id: 'r2', period_id: 'p2' })], { periods: [gone, first] })).toBe(
      'prorated',
    )
    const whole = period({ voided_at: at, void_command_id: 'cancel' })
    expect(refundGiven(cancelled({ charges: [refund(-4990)], periods: [whole] }), '2027-04-30')).toBe('prorated')
  })
})

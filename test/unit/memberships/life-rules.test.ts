import { describe, expect, it } from 'vitest'
import {
  cancelledRefusal,
  periodOn,
  statusKept,
  timeButtons,
} from '../../../src-shared/modules/memberships/life-rules.ts'
import { membershipStatuses } from '../../../src-shared/modules/memberships/rules.ts'
import { defaultSettings } from '../../../src-shared/modules/memberships/settings-rules.ts'
import { movedBy, timeSteps } from '../../../src-shared/modules/memberships/time-transitions.ts'
import { stateAfter } from '../../../src-shared/modules/memberships/transitions.ts'
import { monthsFrom, wholeOf } from './whole-of.ts'

describe('section 3: what days do to a membership', () => {
  it.each([
    ['standStill', { active: 'frozen', pending_slots: 'frozen' }],
    ['resume', { frozen: 'active' }],
    ['revive', { expired: 'active' }],
    ['begin', { scheduled: 'active' }],
    ['expire', { scheduled: 'expired', active: 'expired', pending_slots: 'expired', frozen: 'expired' }],
    ['reachCancel', { scheduled: 'cancelled', active: 'cancelled', pending_slots: 'cancelled', frozen: 'cancelled' }],
  ] as const)('%s moves %j and nothing else', (event, moves) => {
    const moved = membershipStatuses.flatMap((status) => {
      const to = stateAfter(status, timeSteps[status][event])
      return to === null || to === status ? [] : [[status, to]]
    })
    expect(Object.fromEntries(moved)).toEqual(moves)
    expect(movedBy(event).sort()).toEqual(Object.keys(moves).sort())
  })
})

it('MB-R45 the status kept: waiting for slots goes on after a freeze, what is over stays over unless it is revived', () => {
  const freezes = [{ from_on: '2027-06-05', to_on: '2027-06-06', state: 'planned' as const }]
  const kept = (status: (typeof membershipStatuses)[number], day: string, slots_owed = 0, revived = false) =>
    statusKept({ status, slots_owed, freezes }, day, revived)
  expect(kept('active', '2027-06-05')).toBe('frozen')
  expect(kept('frozen', '2027-06-07')).toBe('active')
  expect(kept('frozen', '2027-06-07', 2)).toBe('pending_slots')
  expect(kept('expired', '2027-06-05')).toBe('expired')
  expect(kept('expired', '2027-06-05', 0, true)).toBe('frozen')
  expect(kept('cancelled', '2027-06-05', 0, true)).toBe('cancelled')
})

it('the period that counts on a day is the one that covers it, the last before it, or the first', () => {
  const { periods } = wholeOf(monthsFrom('2027-05-31', 2))
  const on = (day: string) => periodOn(periods, day)?.id
  expect([on('2027-01-01'), on('2027-06-30'), on('2027-07-01'), on('2028-01-01')]).toEqual(['p1', 'p1', 'p2', 'p2'])
})

it('MB-R54 a cancellation ahead counts as one, and says when it was made', () => {
  const membership = wholeOf(monthsFrom('2027-05-31', 1))
  expect(cancelledRefusal(membership)).toBeNull()
  const cancelled = {
    ...membership,
    cancelled_on: '2027-06-10',
    cancelled_at: '2027-06-01 09:00:00+00',
    cancelled_by: 'u',
    cancelled_by_name: 'Elif',
  }
  expect(cancelledRefusal(cancelled)?.params).toEqual({ on: '2027-06-10', by: 'Elif', at: '2027-06-01T09:00:00.000Z' })
  expect(cancelledRefusal({ ...membership, status: 'cancelled' })?.params).toMatchObject({ on: '2027-06-30', at: null })
  const none = { freeze: false, unfreeze: false, renew: false }
  for (const each of [cancelled, { ...membership, status: 'cancelled' as const }]) {
    expect(timeButtons(each, '2027-06-20', defaultSettings)).toEqual(none)
  }
})

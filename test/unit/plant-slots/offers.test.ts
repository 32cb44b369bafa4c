import { describe, expect, it } from 'vitest'
import { dayOf } from '../../../src-shared/kernel/calendar.ts'
import {
  afterLapse,
  closedOffer,
  hasLapsed,
  type OfferState,
  type OfferTerms,
  offerExpiry,
} from '../../../src-shared/modules/plant-slots/offer-rules.ts'

const expiresAt = '2027-03-03T12:00:00.000Z'
const offer = (state: OfferState = 'open'): OfferTerms => ({ id: 'o', state, expiresAt })
const hours = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 3_600_000

describe('[PS-R32] the time to answer an offer', () => {
  it('[PS-A60] is 48 hours on the clock of no place, also across a change of the clocks', () => {
    expect(offerExpiry('2027-03-01T12:00:00.000Z', 48)).toBe(expiresAt)
    // In Berlin the clocks go forward on 28 March 2027 and back on 31 October.
    const spring = offerExpiry('2027-03-27T11:00:00.000Z', 48)
    const autumn = offerExpiry('2027-10-30T10:00:00.000Z', 48)
    expect(spring).toBe('2027-03-29T11:00:00.000Z')
    expect(autumn).toBe('2027-11-01T10:00:00.000Z')
    expect(hours('2027-03-27T11:00:00.000Z', spring)).toBe(48)
    expect(hours('2027-10-30T10:00:00.000Z', autumn)).toBe(48)
    expect(dayOf(spring, 'Europe/Berlin')).toBe('2027-03-29')
  })

  it('[PS-A60] ends with its last instant, swept or not', () => {
    expect(hasLapsed(offer(), '2027-03-03T11:59:00.000Z')).toBe(false)
    expect(hasLapsed(offer(), expiresAt)).toBe(false)
    expect(hasLapsed(offer(), '2027-03-03T12:00:00.001Z')).toBe(true)
    expect(hasLapsed(offer('lapsed'), '2027-03-01T12:00:00.000Z')).toBe(true)
    for (const state of ['accepted', 'declined', 'withdrawn'] as const) {
      expect(hasLapsed(offer(state), '2027-03-09T12:00:00.000Z')).toBe(false)
    }
  })

  it('every end of an offer is final', () => {
    expect(closedOffer(offer())).toBeNull()
    for (const state of ['accepted', 'declined', 'lapsed', 'withdrawn'] as const) {
      expect(closedOffer(offer(state))).toMatchObject({
        ...{ code: 'plant_slot_offer_closed', params: { offerId: 'o', state }, rule: 'PS-R32' },
      })
    }
  })

  it('[PS-A62] the third left unanswered ends the entry', () => {
    expect(afterLapse({ lapses: 0 }, 3)).toEqual({ lapses: 1, state: 'waiting' })
    expect(afterLapse({ lapses: 1 }, 3)).toEqual({ lapses: 2, state: 'waiting' })
    expect(afterLapse({ lapses: 2 }, 3)).toEqual({ lapses: 3, state: 'lapsed' })
    expect(afterLapse({ lapses: 4 }, 3)).toEqual({ lapses: 5, state: 'lapsed' })
  })
})

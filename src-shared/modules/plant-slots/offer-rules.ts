import { type Rejection, rejection } from '../../kernel/rejection.ts'

export type OfferState = 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn'

/** An offer as it is judged. Instants are ISO. */
export interface OfferTerms {
  id: string
  state: OfferState
  expiresAt: string
}

const hour = 3_600_000

/** PS-R32: hours of 60 minutes each, whatever the clocks do. */
export const offerExpiry = (at: string, offerHours: number): string =>
  new Date(Date.parse(at) + offerHours * hour).toISOString()

/** PS-R32: until its last instant an offer can be accepted; after that it is over, swept or not. */
const isOver = ({ expiresAt }: Pick<OfferTerms, 'expiresAt'>, at: string): boolean =>
  Date.parse(at) > Date.parse(expiresAt)

/** PS-R32: whether an answer comes too late for an offer that nobody answered. */
export const hasLapsed = (offer: OfferTerms, at: string): boolean =>
  offer.state === 'lapsed' || (offer.state === 'open' && isOver(offer, at))

/** Section 3: every end of an offer is final. Null is open. */
export function closedOffer({ id, state }: OfferTerms): Rejection | null {
  if (state === 'open') return null
  return rejection('plant_slot_offer_closed', { offerId: id, state }, { rule: 'PS-R32' })
}

/** PS-R32: the entry of an offer that was left unanswered once more; the n-th time ends it. */
export function afterLapse(
  { lapses }: { lapses: number },
  offersBeforeRemoval: number,
): { lapses: number; state: 'waiting' | 'lapsed' } {
  const unanswered = lapses + 1
  return { lapses: unanswered, state: unanswered >= offersBeforeRemoval ? 'lapsed' : 'waiting' }
}

import { type Rejection, rejection } from '../../kernel/rejection.ts'

/** What a membership may hold and holds. */
export interface Standing {
  granted: number
  extra: number
  /** Slots with this membership, whatever their status. */
  held: number
}

/** What a membership without an entitlement may hold. */
export const nothingGranted: Pick<Standing, 'granted' | 'extra'> = { granted: 0, extra: 0 }

/** PS-R2. */
export const allowanceOf = ({ granted, extra }: Pick<Standing, 'granted' | 'extra'>): number =>
  Math.max(0, granted + extra)

/** PS-R2: how many more may be given. */
export const mostOf = (standing: Standing): number => Math.max(0, allowanceOf(standing) - standing.held)

/** PS-R3 step 6: someone who holds slots already asks for more than is left. */
export function beyondHoldings(standing: Standing, asked: number): Rejection | null {
  const allowance = allowanceOf(standing)
  const { held } = standing
  if (held === 0 || held + asked <= allowance) return null
  return rejection(
    'plant_slot_already_allocated',
    { held, allowance, asked, most: mostOf(standing) },
    { rule: 'PS-R3' },
  )
}

/** PS-R3 step 8: someone who holds none asks for more than the allowance. */
export function beyondAllowance(standing: Standing, asked: number): Rejection | null {
  const allowance = allowanceOf(standing)
  if (standing.held > 0 || asked <= allowance) return null
  return rejection('plant_slot_over_allowance', { allowance, asked }, { rule: 'PS-R3' })
}

/** PS-R20: how many the membership gets by itself, and how many stay promised. */
export function automaticShare(standing: Standing, free: number): { take: number; owed: number } {
  const most = mostOf(standing)
  const take = Math.min(most, free)
  return { take, owed: most - take }
}

/** PS-R8: what is still owed after slots were given by hand. */
export const owedAfter = (owed: number, taken: number): number => Math.max(0, owed - taken)

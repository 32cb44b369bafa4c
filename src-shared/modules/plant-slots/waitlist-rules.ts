import type { Reach } from '../../kernel/permission.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { allowanceOf, type Standing } from './allowance-rules.ts'

/** What somebody who joins holds, is owed, and whether they wait already. */
export interface Joining extends Standing {
  asked: number
  owed: number
  waits: boolean
}

/** PS-R31: one live entry, and never more than the allowance in all. Null is fine. */
export function joinRefusal({ asked, owed, waits, ...standing }: Joining): Rejection | null {
  if (waits) return rejection('plant_slot_already_waiting', {}, { rule: 'PS-R31' })
  const allowance = allowanceOf(standing)
  if (standing.held + owed + asked <= allowance) return null
  return rejection('plant_slot_over_allowance', { allowance, asked }, { rule: 'PS-R31' })
}

/** PS-R31, section 7 case 3: since when somebody waits. Only staff may say that it was tried before. */
export function triedWhen(
  triedAt: string | undefined,
  { at, reach }: { at: string; reach: Reach },
): string | Rejection {
  if (triedAt === undefined) return at
  if (reach === 'tenant' && triedAt <= at) return triedAt
  return rejection('validation_failed', {
    issues: [{ path: 'triedAt', code: 'custom', message: 'tried at a time to come, or by oneself' }],
  })
}

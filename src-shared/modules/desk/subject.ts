import { z } from 'zod'
import { id } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'

const named = z
  .object({
    toMemberId: id,
    memberId: id,
    membershipId: id,
    slotId: id,
    slotIds: z.array(id),
    locationId: id,
    planId: id,
  })
  .partial()

/** Whom or what a command is about, as far as its input names it: a person before what they hold. */
export function subjectOf(input: Json): { kind: string; id: string } | null {
  const found = named.safeParse(input).data
  if (!found) return null
  const { toMemberId, memberId, membershipId, slotId, slotIds, locationId, planId } = found
  const [kind, subject] = [
    ['member', toMemberId ?? memberId],
    ['membership', membershipId],
    ['slot', slotId ?? slotIds?.[0]],
    ['location', locationId],
    ['plan', planId],
  ].find(([, each]) => each !== undefined) ?? [null, undefined]
  return kind && subject ? { kind, id: subject } : null
}

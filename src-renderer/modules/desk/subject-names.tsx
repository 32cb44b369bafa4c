import { member } from '../../../src-shared/modules/memberships/member-queries.ts'
import { list } from '../../../src-shared/modules/plant-slots/list-query.ts'
import { slot } from '../../../src-shared/modules/plant-slots/slot-query.ts'
import { useWatch } from '../../desk/hooks.tsx'

/** A member's name by id; nothing while it is on its way, or out of reach. */
export function MemberName({ memberId }: { memberId: string }) {
  return useWatch(member, { memberId }, memberId).value?.name ?? ''
}

/** Whose a membership is, read from the slots it holds; nothing where it holds none. */
export function HolderOf({ membershipId }: { membershipId: string }) {
  const { value } = useWatch(list, { membershipId, page: 1, limit: 1, sorts: [] }, membershipId)
  return value?.slots[0]?.holder ?? ''
}

/** A slot's number by id. */
export function SlotNumber({ slotId }: { slotId: string }) {
  return useWatch(slot, { slotId }, slotId).value?.number ?? ''
}

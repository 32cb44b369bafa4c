import type { CommandContext } from '../../kernel/command.ts'
import { naturalId } from '../../kernel/id.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'

/** The id of a membership's right: both ends make the same row. */
export const entitlementIdOf = ({ tenant }: Pick<CommandContext, 'tenant'>, membershipId: string): string =>
  naturalId(tenant.id, 'plant_slot_entitlements', membershipId)

/** What a membership may hold, closed or not; null where nothing was ever granted. */
export const entitlementOf = async (context: CommandContext, membershipId: string) =>
  (await readEntitlement(context.db, { id: entitlementIdOf(context, membershipId) }))[0] ?? null

const readEntitlement = prepared((db, place: PlaceOf<{ id: string }>) =>
  db
    .selectFrom('plant_slot_entitlements')
    .select(['member_id as memberId', 'granted', 'extra', 'owed', 'closed_at as closedAt'])
    .where('id', '=', place('id'))
    .where('deleted_at', 'is', null),
)

/** Opens the right of a membership anew, with nothing owed yet. */
export async function openEntitlement(
  context: CommandContext,
  { membershipId, memberId, granted }: { membershipId: string; memberId: string; granted: number },
): Promise<void> {
  const terms = { granted, owed: 0, extra: 0, closed_at: null }
  const id = entitlementIdOf(context, membershipId)
  await context.db
    .insertInto('plant_slot_entitlements')
    .values({ id, membership_id: membershipId, member_id: memberId, ...terms })
    .onConflict((conflict) => conflict.constraint('plant_slot_entitlements_pkey').doUpdateSet(terms))
    .execute()
}

/** Closes the rights of memberships that count no longer. Nobody waits for it. */
export function closeEntitlements({ db, at, later }: CommandContext, membershipIds: readonly string[]): void {
  if (membershipIds.length > 0) later(close(db, { ids: membershipIds, at }))
}

const close = prepared((db, place: PlaceOf<{ ids: readonly string[]; at: string }>) =>
  db
    .updateTable('plant_slot_entitlements')
    .set({ closed_at: place('at'), owed: 0 })
    .where(({ eb, fn }) => eb('membership_id', '=', fn.any(place('ids'))))
    .where('closed_at', 'is', null)
    .where('deleted_at', 'is', null),
)

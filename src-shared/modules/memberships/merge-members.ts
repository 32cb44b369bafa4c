import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id, naturalId } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { memberMerged } from './facts.ts'
import { memberWithContact } from './member-reads.ts'
import { type Contact, lackingContact, mergeRefusal, overlappingPairs } from './merge-rules.ts'
import { wayOut } from './way-out.ts'

const input = z
  .object({ winnerId: id, loserId: id })
  .strict()
  .refine(({ winnerId, loserId }) => winnerId !== loserId, { message: 'Two records', path: ['loserId'] })
type Merge = z.infer<typeof input>

const livePeriodsOf = (db: Db, memberId: string) =>
  db
    .selectFrom('membership_periods')
    .select(['membership_id', 'starts_on', 'ends_on'])
    .where('member_id', '=', memberId)
    .where('voided_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('starts_on')
    .execute()

/** The same rows under the other member, and how many. */
async function move(
  db: Db,
  table: 'memberships' | 'membership_periods' | 'membership_freezes' | 'membership_charges',
  { winnerId, loserId }: Merge,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable(table)
    .set({ member_id: winnerId })
    .where('member_id', '=', loserId)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

const contactOf = (db: Db, memberId: string) =>
  db
    .selectFrom('member_contacts')
    .select(['email', 'email_key', 'phone', 'phone_e164', 'phone_tail', 'birth_on', 'address', 'notes'])
    .where('member_id', '=', memberId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()

/** MB-R64: gives the winner what they lack of the loser's contact; which fields. */
async function moveContact({ db, tenant }: CommandContext, { winnerId, loserId }: Merge): Promise<string[]> {
  const winner = await contactOf(db, winnerId)
  const lacking: Partial<Contact> = lackingContact(winner, await contactOf(db, loserId))
  const fields = Object.keys(lacking)
  if (fields.length === 0) return fields
  const contactId = naturalId(tenant.id, 'member_contacts', winnerId)
  if (winner) await db.updateTable('member_contacts').set(lacking).where('member_id', '=', winnerId).execute()
  else
    await db
      .insertInto('member_contacts')
      .values({ id: contactId, member_id: winnerId, ...lacking })
      .execute()
  return fields
}

/** The record that goes into another; who signs in with it, signs in with the other, unless that has a sign-in. */
async function close({ db }: CommandContext, { winnerId, loserId }: Merge, userId: string | null): Promise<void> {
  await db
    .updateTable('members')
    .set({ status: 'MERGED', merged_into_id: winnerId, user_id: null })
    .where('id', '=', loserId)
    .execute()
  // What went into it before goes where it goes.
  await db.updateTable('members').set({ merged_into_id: winnerId }).where('merged_into_id', '=', loserId).execute()
  if (userId !== null) await db.updateTable('members').set({ user_id: userId }).where('id', '=', winnerId).execute()
}

/**
 * MB-R64: two records of one person become one. Memberships, charges, the sign-in and the contact that the winner
 * lacks move to the winner; the loser's card opens the winner from then on. Only the server knows all of both.
 * Refused: MB-R60, a record that was merged before, an archived winner, days on which both have a membership.
 */
export const mergeMembers = command('memberships.merge-members', {
  input,
  permission: 'member_merge',
  offline: false,
  async run(context, merge) {
    const { db } = context
    const { winnerId, loserId } = merge
    const [winner, loser] = [await memberWithContact(db, winnerId), await memberWithContact(db, loserId)]
    const pairs = overlappingPairs(await livePeriodsOf(db, winnerId), await livePeriodsOf(db, loserId))
    const refused = mergeRefusal({ winner, loser }, pairs, (label, changes) => wayOut(label, 'merge-members', changes))
    if (refused) reject(refused)
    const memberships = await move(db, 'memberships', merge)
    await move(db, 'membership_periods', merge)
    await move(db, 'membership_freezes', merge)
    const charges = await move(db, 'membership_charges', merge)
    const contacts = (await moveContact(context, merge)).length
    await close(context, merge, winner.user_id === null ? loser.user_id : null)
    const answers = await context.announce(memberMerged, { fromMemberId: loserId, toMemberId: winnerId })
    return { memberships, charges, contacts, ...answers }
  },
})

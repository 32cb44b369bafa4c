import type { CommandContext } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import type { QueryContext } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'

/** A member with the contact row, which is absent where the reader's desk does not hold it. Refused: MB-R60. */
export async function memberWithContact(db: Db, memberId: string) {
  const member = await db
    .selectFrom('members as m')
    .leftJoin('member_contacts as c', (join) => join.onRef('c.member_id', '=', 'm.id').on('c.deleted_at', 'is', null))
    .selectAll('m')
    .select([
      'c.id as contact_id',
      'c.updated_at as contact_updated_at',
      'c.email',
      'c.phone',
      'c.birth_on',
      'c.address',
      'c.notes',
    ])
    .where('m.id', '=', memberId)
    .where('m.deleted_at', 'is', null)
    .executeTakeFirst()
  return member ?? reject('member_not_found', {}, { rule: 'MB-R60' })
}

export type MemberWithContact = Awaited<ReturnType<typeof memberWithContact>>

/** MB-R64: a record that was merged into another one is not written any more. */
export function refuseMerged({ status, merged_into_id }: Pick<MemberWithContact, 'status' | 'merged_into_id'>): void {
  if (status === 'MERGED') reject('member_merged', { intoMemberId: merged_into_id }, { rule: 'MB-R64' })
}

/** MB-R60: refuses a card code or a number that another member has. */
export async function refuseTakenIdentity(
  db: Db,
  { memberId, code, memberNumber }: { memberId: string; code?: string; memberNumber: string | null },
): Promise<void> {
  const holders = await db
    .selectFrom('members')
    .select(['id', 'code', 'member_number'])
    .where(({ eb, or }) =>
      or([
        ...(code === undefined ? [] : [eb('code', '=', code)]),
        ...(memberNumber === null ? [] : [eb('member_number', '=', memberNumber)]),
      ]),
    )
    .where('id', '<>', memberId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  const ofCode = holders.find((holder) => holder.code === code)
  if (ofCode) reject('member_code_taken', { memberId: ofCode.id }, { rule: 'MB-R60' })
  const ofNumber = holders.find((holder) => memberNumber !== null && holder.member_number === memberNumber)
  if (ofNumber) reject('member_number_taken', { memberId: ofNumber.id }, { rule: 'MB-R60' })
}

/**
 * Refuses someone whose permission reaches only their own member record, for any other id, there or not: an error
 * tells an outsider nothing.
 */
export async function refuseOthersRecord(
  { db, actor, reach }: Pick<CommandContext | QueryContext, 'db' | 'actor' | 'reach'>,
  memberId: string,
  permission: string,
): Promise<void> {
  if (reach === 'tenant' || (await ownMemberId(db, actor.userId)) === memberId) return
  reject('actor_not_permitted', { reason: 'own', permission, scope: 'own' })
}

/** The member record of a signed-in user, if there is one. */
export async function ownMemberId(db: Db, userId: string): Promise<string | null> {
  const own = await db
    .selectFrom('members')
    .select('id')
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return own?.id ?? null
}

import { z } from 'zod'
import { addDays } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { type Alternative, reject } from '../../kernel/rejection.ts'
import { archivedText, archiveRefusal, type HeldState } from './archive-rules.ts'
import { memberWithContact, refuseMerged } from './member-reads.ts'
import { readSettings } from './settings-reads.ts'
import { memberSteps, stateAfter } from './transitions.ts'
import { wayOut } from './way-out.ts'

/** The membership ends today, or on the day after its last one where that was before. */
function cancelling({ today, tenant, rowId, reachOf }: CommandContext, held: HeldState): Alternative[] {
  if (reachOf('membership_cancel') !== 'tenant') return []
  const after = addDays(held.ends_on, 1)
  const on = after < today ? after : today
  const cancellation = { membershipId: held.id, on, reason: archivedText(tenant.locale), refund: 'none' }
  return [wayOut('cancel_first', 'cancel', { ...cancellation, chargeId: rowId('membership_charges', 0) })]
}

/** Whether they are frozen makes no difference here: what stands still goes on. */
const memberships = async ({ db }: CommandContext, memberId: string) => {
  const rows = await db
    .selectFrom('memberships')
    .select(['id', 'status', 'starts_on', 'ends_on', 'auto_renew', 'slots_owed', 'cancelled_on'])
    .where('member_id', '=', memberId)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map((row) => ({ ...row, freezes: [] }))
}

/**
 * MB-R63: a person is no member any more; nothing of theirs renews itself. Done twice is done once. Refused: MB-R60, a
 * merged member, one with a membership in force, scheduled or frozen.
 */
export const archiveMember = command('memberships.archive-member', {
  input: z.object({ memberId: id }).strict(),
  permission: 'member_archive',
  offline: true,
  undo: ({ memberId }) => ({ command: 'memberships.reactivate-member', input: { memberId, reason: 'undo' } }),
  redo: (input) => ({ command: 'memberships.archive-member', input }),
  async run(context, { memberId }) {
    const { db, today } = context
    const member = await memberWithContact(db, memberId)
    refuseMerged(member)
    const status = stateAfter(member.status, memberSteps[member.status].archive) ?? member.status
    if (status === member.status) return { status }
    const { auto_renew_grace_days } = await readSettings(db)
    const refused = archiveRefusal(await memberships(context, memberId), today, auto_renew_grace_days, (held) =>
      cancelling(context, held),
    )
    if (refused) reject(refused)
    await db
      .with('memberships_of', (cte) =>
        cte
          .updateTable('memberships')
          .set({ auto_renew: false })
          .where('member_id', '=', memberId)
          .where('auto_renew', '=', true)
          .where('deleted_at', 'is', null),
      )
      .updateTable('members')
      .set({ status })
      .where('id', '=', memberId)
      .execute()
    return { status }
  },
})

import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { memberWithContact, refuseMerged } from './member-reads.ts'

const input = z
  .object({
    memberId: id,
    status: z.enum(['not_required', 'pending', 'approved', 'rejected', 'expired']),
    /** The day of the check; null where there was none. */
    checkedOn: day.nullable().default(null),
  })
  .strict()

/** Records how a member's identity check stands (MB-R20 asks for it). Refused: MB-R60, a merged member. */
export const setKyc = command('memberships.set-kyc', {
  input,
  permission: 'member_kyc_manage',
  offline: true,
  quiet: ['before'],
  undo: (
    { memberId },
    { before }: { kycStatus: string; before: Pick<z.infer<typeof input>, 'status' | 'checkedOn'> },
  ) => ({
    command: 'memberships.set-kyc',
    input: asJson({ memberId, ...before }),
  }),
  async run({ db }, { memberId, status, checkedOn }) {
    const member = await memberWithContact(db, memberId)
    refuseMerged(member)
    await db
      .updateTable('members')
      .set({ kyc_status: status, kyc_checked_on: checkedOn })
      .where('id', '=', memberId)
      .execute()
    return { kycStatus: status, before: { status: member.kyc_status, checkedOn: member.kyc_checked_on } }
  },
})

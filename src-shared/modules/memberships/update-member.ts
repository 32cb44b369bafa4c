import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { clashRefusal, namesWhatWasSeen } from './edit-rules.ts'
import { contactFields, hasName, memberFields } from './inputs.ts'
import {
  type MemberWithContact,
  memberWithContact,
  refuseMerged,
  refuseOthersRecord,
  refuseTakenIdentity,
} from './member-reads.ts'
import { contactKeys, memberSearchText } from './member-rules.ts'

/** What a member may change of their own record: how they are reached. `notes` are the staff's. */
const ownFields: readonly string[] = ['email', 'phone', 'birthOn', 'address']
const fieldsOfContact: readonly string[] = Object.keys(contactFields)

const fields = z
  .object({ ...memberFields, ...contactFields })
  .partial()
  .strict()
// A plan is named only to be refused with the way to change it (MB-R50).
const changes = fields.extend({ planId: z.unknown().optional(), membershipPlanId: z.unknown().optional() })
type Changes = z.infer<typeof fields>

const input = z
  .object({ memberId: id, changes, /** What was on the screen, for every changed field. */ seen: fields })
  .strict()
  .refine(({ changes, seen }) => namesWhatWasSeen(fieldsOf(changes), seen), {
    message: 'Every changed field is named with the value seen',
    path: ['seen'],
  })

const fieldsOf = ({ planId, membershipPlanId, ...named }: z.infer<typeof changes>): Changes => named

/** A member as commands name the fields. */
const fieldsOfMember = (member: MemberWithContact) => ({
  givenName: member.given_name,
  familyName: member.family_name,
  memberNumber: member.member_number,
  language: member.language,
  waiverSignedOn: member.waiver_signed_on,
  email: member.email,
  phone: member.phone,
  birthOn: member.birth_on,
  address: member.address,
  notes: member.notes,
})

/** Writes the member's row and the contact row, each only where something of it changes. */
async function write({ db }: CommandContext, member: MemberWithContact, changes: Changes): Promise<void> {
  const { email, phone, birthOn, address, notes, ...named } = { ...fieldsOfMember(member), ...changes }
  const changed = Object.keys(changes)
  if (changed.some((field) => !fieldsOfContact.includes(field))) {
    if (!hasName(named)) {
      const issues = [{ path: 'changes.givenName', code: 'too_small', message: 'A member has a name' }]
      reject('validation_failed', { issues })
    }
    await db
      .updateTable('members')
      .set({
        given_name: named.givenName,
        family_name: named.familyName,
        member_number: named.memberNumber,
        language: named.language,
        waiver_signed_on: named.waiverSignedOn,
        search_text: memberSearchText({ ...named, code: member.code }),
      })
      .where('id', '=', member.id)
      .execute()
  }
  if (changed.some((field) => fieldsOfContact.includes(field))) {
    // A desk whose people may not see contacts does not hold them, so it cannot tell what was there.
    if (member.contact_id === null) reject('needs_connection')
    await db
      .updateTable('member_contacts')
      .set({ email, phone, birth_on: birthOn, address, notes, ...contactKeys({ email, phone }) })
      .where('id', '=', member.contact_id)
      .execute()
  }
}

/**
 * Changes what is known of a member, field by field. Refused: MB-R60, a field someone else changed (MB-R62), a plan
 * among the fields (MB-R50); to members, anything but how they themselves are reached.
 */
export const updateMember = command('memberships.update-member', {
  input,
  permission: 'member_update',
  own: true,
  offline: true,
  undo: ({ memberId, changes, seen }) => {
    const made = fieldsOf(changes)
    const before = Object.entries(seen).filter(([field]) => Object.hasOwn(made, field))
    return {
      command: 'memberships.update-member',
      input: asJson({ memberId, changes: Object.fromEntries(before), seen: made }),
    }
  },
  async run(context, input) {
    const { db, reach } = context
    const { memberId } = input
    await refuseOthersRecord(context, memberId, 'member_update')
    const changes = fieldsOf(input.changes)
    if (reach === 'own' && !Object.keys(input.changes).every((field) => ownFields.includes(field))) {
      reject('actor_not_permitted', { reason: 'own', permission: 'member_update', scope: 'own' })
    }
    const member = await memberWithContact(db, memberId)
    refuseMerged(member)
    if (input.changes.planId !== undefined || input.changes.membershipPlanId !== undefined) {
      reject('member_plan_change_not_allowed', { use: 'memberships.change-plan' }, { rule: 'MB-R50' })
    }
    const present = fieldsOfMember(member)
    const clash = clashRefusal({
      command: 'update-member',
      input,
      key: 'changes',
      present,
      changes,
      seen: input.seen,
      writtenAt: (field) => (fieldsOfContact.includes(field) ? member.contact_updated_at : member.updated_at),
    })
    if (clash) reject(clash)
    const { memberNumber } = changes
    if (memberNumber) await refuseTakenIdentity(db, { memberId, memberNumber })
    await write(context, member, changes)
    return {}
  },
})

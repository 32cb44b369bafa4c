import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id, naturalId } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { membershipResumed } from './facts.ts'
import { hasName, newMember } from './inputs.ts'
import { memberWithContact, refuseMerged, refuseTakenIdentity } from './member-reads.ts'
import { contactKeys, memberSearchText } from './member-rules.ts'
import { inForce } from './queries.ts'
import { type MemberEvent, memberSteps, stateAfter } from './transitions.ts'

const memberInput = z.object(newMember).strict()

/** Writes a member and how they are reached. Refused: a code or number in use (MB-R60). */
export async function insertMember(context: CommandContext, input: z.infer<typeof memberInput>): Promise<void> {
  await refuseTakenIdentity(context.db, input)
  await writeMember(context, input)
}

/** The same for whoever has looked before that nobody has the code or the number. */
export async function writeMember({ db, tenant }: CommandContext, input: z.infer<typeof memberInput>): Promise<void> {
  const { memberId, code, memberNumber, givenName, familyName, waiverSignedOn } = input
  const { email, phone, birthOn, address, notes, language = tenant.locale } = input
  await db
    .with('contact', (cte) =>
      cte.insertInto('member_contacts').values({
        id: naturalId(tenant.id, 'member_contacts', memberId),
        member_id: memberId,
        email,
        phone,
        birth_on: birthOn,
        address,
        notes,
        ...contactKeys(input),
      }),
    )
    .insertInto('members')
    .values({
      id: memberId,
      code,
      member_number: memberNumber,
      given_name: givenName,
      family_name: familyName,
      search_text: memberSearchText(input),
      language,
      waiver_signed_on: waiverSignedOn,
    })
    .execute()
}

/** Registers a person. Likely duplicates warn on the form and never refuse (MB-R61). Refused: MB-R60. */
export const createMember = command('memberships.create-member', {
  input: memberInput.refine(hasName, { message: 'A member has a name', path: ['givenName'] }),
  permission: 'member_create',
  offline: true,
  async run(context, input) {
    await insertMember(context, input)
    return { memberId: input.memberId }
  },
})

const standingInput = z.object({ memberId: id, reason: z.string().trim().min(1).max(500) }).strict()

/** Moves a member between the states of section 3. The reason is kept in the log. */
async function move(context: CommandContext, memberId: string, event: Extract<MemberEvent, 'suspend' | 'reactivate'>) {
  const { db, today } = context
  const member = await memberWithContact(db, memberId)
  const status = stateAfter(member.status, memberSteps[member.status][event])
  refuseMerged(member)
  if (status === null) reject('member_not_active', { status: member.status })
  if (status === member.status) return { status }
  await db.updateTable('members').set({ status }).where('id', '=', memberId).execute()
  if (status !== 'ACTIVE') return { status }
  // What a suspended member waits for was passed over (PS-R23).
  const { membership, reason } = await inForce(db, memberId, today)
  if (membership && reason === null) await context.announce(membershipResumed, { membershipId: membership.id })
  return { status }
}

/** Nothing is in force for a suspended member, though nothing ends (MB-R12). Refused: MB-R60, an archived or merged member. */
export const suspendMember = command('memberships.suspend-member', {
  input: standingInput,
  permission: 'member_update',
  offline: true,
  undo: (input) => ({ command: 'memberships.reactivate-member', input }),
  run: (context, { memberId }) => move(context, memberId, 'suspend'),
})

/** Lets a suspended or archived member in again. Refused: MB-R60, a merged member. */
export const reactivateMember = command('memberships.reactivate-member', {
  input: standingInput,
  permission: 'member_update',
  offline: true,
  undo: (input) => ({ command: 'memberships.suspend-member', input }),
  run: (context, { memberId }) => move(context, memberId, 'reactivate'),
})

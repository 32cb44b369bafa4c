import { z } from 'zod'
import { type Day, day } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { membershipActivated, membershipEnded } from './facts.ts'
import { importedRows, memberMeant, overlapping, presentTerms, takenCodes } from './import-reads.ts'
import { datesRefusal, importedCode, importedPeriod, importedStatus } from './import-rules.ts'
import { contactFields, memberFields } from './inputs.ts'
import { insertMember } from './member-commands.ts'
import { endOf } from './period-rules.ts'
import { planNotAccessible } from './plan-rules.ts'

const rowInput = z
  .object({
    memberId: id,
    membershipId: id,
    periodId: id,
    fields: z
      .object({
        givenName: memberFields.givenName.default(''),
        familyName: memberFields.familyName.default(''),
        memberNumber: memberFields.memberNumber.default(null),
        language: memberFields.language.optional(),
        ...contactFields,
      })
      .partial({ email: true, phone: true, birthOn: true, address: true, notes: true })
      .strict(),
    planId: id,
    legacyType: z.string().max(1000),
    startsOn: day.optional(),
    endsOn: day.optional(),
  })
  .strict()

type RowInput = z.infer<typeof rowInput>
type Terms = Awaited<ReturnType<typeof presentTerms>>[number]

/** A new person. Card codes are made of the id; the first that nobody has is taken. */
async function register(context: CommandContext, { memberId, fields }: RowInput): Promise<void> {
  const candidates = [0, 1, 2, 3].map((n) => importedCode(memberId, n))
  const taken = new Set((await takenCodes(context.db, { codes: candidates })).map(({ code }) => code))
  const code = candidates.find((candidate) => !taken.has(candidate)) ?? reject('member_code_taken')
  const { email = null, phone = null, birthOn = null, address = null, notes = null, ...names } = fields
  const contact = { email, phone, birthOn, address, notes }
  await insertMember(context, { memberId, code, waiverSignedOn: null, ...names, ...contact })
}

/** MB-R72: who the row means, made where nobody is meant. A merged record stands for the one it was merged into. */
async function personOf(context: CommandContext, input: RowInput): Promise<{ memberId: string; made: boolean }> {
  const { email = null, givenName, familyName, memberNumber } = input.fields
  const meant = await memberMeant(context.db, { email, givenName, familyName, memberNumber })
  if (meant) return { memberId: meant.merged_into_id ?? meant.id, made: false }
  await register(context, input)
  return { memberId: input.memberId, made: true }
}

/** Writes the membership with its one period. Its price was never known here, so it is none (MB-R71). */
async function write({ db, actor, today }: CommandContext, input: RowInput, memberId: string, terms: Terms) {
  const { membershipId, periodId, planId, legacyType } = input
  const { startsOn, endsOn } = daysOf(input, terms, today)
  const status = importedStatus(startsOn, endsOn, today)
  await db
    .with('membership', (cte) =>
      cte.insertInto('memberships').values({
        id: membershipId,
        member_id: memberId,
        plan_id: planId,
        plan_version_id: terms.id,
        status,
        starts_on: startsOn,
        ends_on: endsOn,
        auto_renew: false,
        legacy_membership_type: legacyType === '' ? null : legacyType,
      }),
    )
    .insertInto('membership_periods')
    .values({
      id: periodId,
      membership_id: membershipId,
      member_id: memberId,
      plan_version_id: terms.id,
      seq: 1,
      ...importedPeriod(startsOn, endsOn, terms),
      price_minor: null,
      currency: terms.currency,
      sold_by: actor.userId,
    })
    .execute()
  return status
}

/** MB-R71: what is not given is counted. */
function daysOf({ startsOn: given, endsOn: givenEnd }: RowInput, terms: Terms, today: Day) {
  const startsOn = given ?? today
  return { startsOn, endsOn: givenEnd ?? endOf(startsOn, terms) }
}

/**
 * MB-R70 to MB-R72: one row of an older system. A person who is here already gets the membership, if it overlaps none.
 * Refused: no name, an end before the start, an overlap, a plan out of reach.
 */
export const importRow = command('memberships.import-row', {
  input: rowInput,
  permission: 'membership_import',
  offline: false,
  undo: (_, { result, memberId, membershipId }: { result: string; memberId: string; membershipId: string }) => ({
    command: 'memberships.revoke-import-row',
    input: { membershipId, memberId: result === 'created' ? memberId : null },
  }),
  async run(context, input) {
    const { db, today, announce } = context
    const { givenName, familyName } = input.fields
    if (givenName === '' && familyName === '') reject('import_row_name_missing')
    const [terms = reject(planNotAccessible(input.planId))] = await presentTerms(db, { planId: input.planId })
    const { startsOn, endsOn } = daysOf(input, terms, today)
    const refused = datesRefusal(startsOn, endsOn)
    if (refused) reject(refused)
    const { memberId, made } = await personOf(context, input)
    const [other] = made ? [] : await overlapping(db, { memberId, from: startsOn, to: endsOn })
    if (other) {
      const { membership_id: membershipId, starts_on: from, ends_on: to } = other
      reject('import_row_overlap', { membershipId, from, to }, { rule: 'MB-R72' })
    }
    const status = await write(context, input, memberId, terms)
    const { membershipId } = input
    if (status === 'active') {
      const { slot_allocation: slots, slot_location_id: locationId } = terms
      await announce(membershipActivated, { membershipId, memberId, slots, locationId })
    }
    return { result: made ? 'created' : 'matched', memberId, membershipId }
  },
})

/**
 * MB-R72: takes an imported row out again; `memberId` names the person whom the row had made, null one who was here
 * before and stays. Done twice is done once. Refused: what was changed, or referred to, since.
 */
export const revokeImportRow = command('memberships.revoke-import-row', {
  input: z.object({ membershipId: id, memberId: id.nullable() }).strict(),
  permission: 'membership_import',
  offline: false,
  async run({ db, at, announce }, { membershipId, memberId }) {
    const found = await importedRows(db, membershipId, memberId)
    if (!found) return {}
    // All of it was written by one command, so it carries one version until somebody changes a part.
    const versions = [found.period_version, ...(memberId === null ? [] : [found.member_version])]
    const isAsImported =
      versions.every((version) => Number(version) === found.row_version) && Number(found.referring) === 0
    if (!isAsImported) reject('version_conflict', { field: 'membership' }, { rule: 'MB-R72' })
    const gone = { deleted_at: at }
    await db
      .with('periods', (cte) =>
        cte.updateTable('membership_periods').set(gone).where('membership_id', '=', membershipId),
      )
      .with('contacts', (cte) =>
        cte
          .updateTable('member_contacts')
          .set(gone)
          .where('member_id', '=', memberId ?? nobody),
      )
      .with('people', (cte) =>
        cte
          .updateTable('members')
          .set(gone)
          .where('id', '=', memberId ?? nobody),
      )
      .updateTable('memberships')
      .set(gone)
      .where('id', '=', membershipId)
      .execute()
    if (found.status !== 'scheduled' && found.status !== 'expired') {
      await announce(membershipEnded, { membershipId, reason: 'revoked' })
    }
    return {}
  },
})

/** An id that nobody has. */
const nobody = '00000000-0000-0000-0000-000000000000'

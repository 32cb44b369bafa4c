import { z } from 'zod'
import { type Day, day } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { insertRows } from '../../kernel/insert-rows.ts'
import { reject } from '../../kernel/rejection.ts'
import { foldedName } from '../../kernel/text.ts'
import { membershipActivated, membershipEnded } from './facts.ts'
import {
  holderOf,
  type ImportTerms,
  importedRows,
  overlapping,
  type RowFacts,
  type RowQuestion,
  rowFacts,
} from './import-reads.ts'
import { datesRefusal, importedCode, importedPeriod, importedStatus } from './import-rules.ts'
import { contactFields, memberFields } from './inputs.ts'
import { writeMember } from './member-commands.ts'
import { emailKey, fullName } from './member-rules.ts'
import { endOf } from './period-rules.ts'
import { planNotAccessible } from './plan-rules.ts'
import { compareText } from './rules.ts'

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

const questionOf = ({ planId, memberId, fields }: RowInput): RowQuestion => ({
  planId,
  memberNumber: fields.memberNumber,
  emailKey: fields.email ? emailKey(fields.email) : null,
  code: importedCode(memberId, 0),
})

/** MB-R72: the member whom a row means: of that number, else of that e-mail and name. */
function meantBy({ numbered, mailed }: RowFacts, { givenName, familyName }: RowInput['fields']) {
  const name = foldedName(fullName(givenName, familyName))
  // Of several the one with the smallest id, so that it is always the same.
  const inOrder = [...mailed].sort((a, b) => compareText(a.id, b.id))
  return numbered ?? inOrder.find((each) => foldedName(fullName(each.given_name, each.family_name)) === name)
}

/** A card code that nobody has: nearly always the first. */
async function freeCode(db: Db, memberId: string, { holder }: RowFacts): Promise<string> {
  if (!holder) return importedCode(memberId, 0)
  for (let n = 1; ; n += 1) {
    const code = importedCode(memberId, n)
    if ((await holderOf(db, { code })).length === 0) return code
  }
}

/** Who the row means, made where nobody is meant. A merged record stands for the one it was merged into. */
async function personOf(context: CommandContext, { memberId, fields }: RowInput, facts: RowFacts) {
  const meant = meantBy(facts, fields)
  if (meant) return { memberId: meant.merged_into_id ?? meant.id, made: false }
  const code = await freeCode(context.db, memberId, facts)
  const { email = null, phone = null, birthOn = null, address = null, notes = null, ...names } = fields
  const contact = { email, phone, birthOn, address, notes }
  await writeMember(context, { memberId, code, waiverSignedOn: null, ...names, ...contact })
  return { memberId, made: true }
}

/** Writes the membership with its one period. Its price was never known here, so it is none (MB-R71). */
async function write({ db, actor, today }: CommandContext, input: RowInput, memberId: string, terms: ImportTerms) {
  const { membershipId, periodId, planId, legacyType } = input
  const { startsOn, endsOn } = daysOf(input, terms, today)
  const status = importedStatus(startsOn, endsOn, today)
  await insertRows(db, 'memberships', [
    {
      id: membershipId,
      member_id: memberId,
      plan_id: planId,
      plan_version_id: terms.id,
      status,
      starts_on: startsOn,
      ends_on: endsOn,
      auto_renew: false,
      slots_owed: 0,
      legacy_membership_type: legacyType === '' ? null : legacyType,
    },
  ])
  await insertRows(db, 'membership_periods', [
    {
      id: periodId,
      membership_id: membershipId,
      member_id: memberId,
      plan_version_id: terms.id,
      seq: 1,
      ...importedPeriod(startsOn, endsOn, terms),
      price_minor: null,
      currency: terms.currency,
      sold_by: actor.userId,
    },
  ])
  return status
}

/** MB-R71: what is not given is counted. */
function daysOf({ startsOn: given, endsOn: givenEnd }: RowInput, terms: ImportTerms, today: Day) {
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
    const facts = await rowFacts(db, questionOf(input))
    const terms = facts.terms ?? reject(planNotAccessible(input.planId))
    const { startsOn, endsOn } = daysOf(input, terms, today)
    const refused = datesRefusal(startsOn, endsOn)
    if (refused) reject(refused)
    const { memberId, made } = await personOf(context, input, facts)
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

import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'

/** The plan of a key with its present terms, archived or not. */
export const planOfKey = prepared((db, place: PlaceOf<{ nameKey: string }>) =>
  db
    .selectFrom('membership_plans as p')
    .select('p.id')
    .where('p.name_key', '=', place('nameKey'))
    .where('p.deleted_at', 'is', null),
)

/** How a row says who is meant, and what it would be given. */
export interface RowQuestion {
  planId: string
  memberNumber: string | null
  emailKey: string | null
  /** The card code that somebody new would get first. */
  code: string
}

/** All that a row is judged by, in one statement: there are many rows. */
const readFacts = prepared((db, place: PlaceOf<RowQuestion>) =>
  db.selectNoFrom((eb) => [
    jsonObjectFrom(
      eb
        .selectFrom('membership_plans as p')
        .innerJoin('membership_plan_versions as v', 'v.id', 'p.current_version_id')
        .select([
          'v.id',
          'v.currency',
          'v.duration_type',
          'v.duration_value',
          'v.slot_allocation',
          'v.slot_location_id',
        ])
        .where('p.id', '=', place('planId'))
        .where('p.deleted_at', 'is', null),
    ).as('terms'),
    jsonObjectFrom(
      eb
        .selectFrom('members as m')
        .select(['m.id', 'm.merged_into_id'])
        .where('m.member_number', '=', sql<string>`${place('memberNumber')}::text`)
        .where('m.deleted_at', 'is', null),
    ).as('numbered'),
    jsonArrayFrom(
      eb
        .selectFrom('member_contacts as c')
        .innerJoin('members as m', 'm.id', 'c.member_id')
        .select(['m.id', 'm.merged_into_id', 'm.given_name', 'm.family_name'])
        .where('c.email_key', '=', sql<string>`${place('emailKey')}::text`)
        .where('c.deleted_at', 'is', null)
        .where('m.deleted_at', 'is', null),
    ).as('mailed'),
    jsonObjectFrom(
      eb
        .selectFrom('members as m')
        .select('m.id')
        .where('m.code', '=', place('code'))
        .where('m.deleted_at', 'is', null),
    ).as('holder'),
  ]),
)

/** What there is of a row's plan and person. */
export async function rowFacts(db: Db, question: RowQuestion) {
  const [found] = await readFacts(db, question)
  if (!found) throw new Error('A statement without conditions gives one row')
  return found
}

export type RowFacts = Awaited<ReturnType<typeof rowFacts>>
export type ImportTerms = NonNullable<RowFacts['terms']>

/** Who has a card code. */
export const holderOf = prepared((db, place: PlaceOf<{ code: string }>) =>
  db.selectFrom('members').select('id').where('code', '=', place('code')).where('deleted_at', 'is', null),
)

/** A live period of a member that shares a day with these. */
export const overlapping = prepared((db, place: PlaceOf<{ memberId: string; from: Day; to: Day }>) =>
  db
    .selectFrom('membership_periods')
    .select(['membership_id', 'starts_on', 'ends_on'])
    .where('member_id', '=', place('memberId'))
    .where('starts_on', '<=', sql<Day>`${place('to')}::date`)
    .where('ends_on', '>=', sql<Day>`${place('from')}::date`)
    .where('voided_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('starts_on')
    .limit(1),
)

/** The rows of one imported membership with the versions that wrote them last, and what has come to refer to them. */
export async function importedRows(db: Db, membershipId: string, memberId: string | null) {
  return db
    .selectFrom('memberships as ms')
    .select(['ms.id', 'ms.row_version', 'ms.status'])
    .select((eb) => [
      eb
        .selectFrom('membership_periods as p')
        .select(({ fn }) => fn.max<number | null>('p.row_version').as('latest'))
        .whereRef('p.membership_id', '=', 'ms.id')
        .where('p.deleted_at', 'is', null)
        .as('period_version'),
      sql<number>`(
        select count(*) from membership_freezes f where f.membership_id = ms.id and f.deleted_at is null)
        + (select count(*) from membership_charges c where c.membership_id = ms.id and c.deleted_at is null)
        + (select count(*) from memberships o
           where o.member_id = ${memberId}::uuid and o.id <> ms.id and o.deleted_at is null)`.as('referring'),
      eb
        .selectFrom('members as m')
        .leftJoin('member_contacts as c', (join) => join.onRef('c.member_id', '=', 'm.id'))
        .select(({ fn }) => fn.max<number | null>(sql<number>`greatest(m.row_version, c.row_version)`).as('latest'))
        .where('m.id', '=', sql<string>`${memberId}::uuid`)
        .where('m.deleted_at', 'is', null)
        .as('member_version'),
    ])
    .where('ms.id', '=', membershipId)
    .where('ms.deleted_at', 'is', null)
    .executeTakeFirst()
}

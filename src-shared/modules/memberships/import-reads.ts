import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import { foldedName } from '../../kernel/text.ts'
import { emailKey, fullName } from './member-rules.ts'

/** The plan of a key with its present terms, archived or not. */
export const planOfKey = prepared((db, place: PlaceOf<{ nameKey: string }>) =>
  db
    .selectFrom('membership_plans as p')
    .select('p.id')
    .where('p.name_key', '=', place('nameKey'))
    .where('p.deleted_at', 'is', null),
)

/** The present terms of a plan. */
export const presentTerms = prepared((db, place: PlaceOf<{ planId: string }>) =>
  db
    .selectFrom('membership_plans as p')
    .innerJoin('membership_plan_versions as v', 'v.id', 'p.current_version_id')
    .select(['v.id', 'v.currency', 'v.duration_type', 'v.duration_value', 'v.slot_allocation', 'v.slot_location_id'])
    .where('p.id', '=', place('planId'))
    .where('p.deleted_at', 'is', null),
)

const byNumber = prepared((db, place: PlaceOf<{ memberNumber: string }>) =>
  db
    .selectFrom('members as m')
    .select(['m.id', 'm.status', 'm.merged_into_id'])
    .where('m.member_number', '=', place('memberNumber'))
    .where('m.deleted_at', 'is', null),
)

const byEmail = prepared((db, place: PlaceOf<{ key: string }>) =>
  db
    .selectFrom('member_contacts as c')
    .innerJoin('members as m', 'm.id', 'c.member_id')
    .select(['m.id', 'm.status', 'm.merged_into_id', 'm.given_name', 'm.family_name'])
    .where('c.email_key', '=', place('key'))
    .where('c.deleted_at', 'is', null)
    .where('m.deleted_at', 'is', null)
    .orderBy('m.id'),
)

/** How a row says who is meant. */
export interface Described {
  memberNumber: string | null
  email: string | null
  givenName: string
  familyName: string
}

/** MB-R72: the member whom a row means: of that number, else of that e-mail and name; null where there is none. */
export async function memberMeant(db: Db, row: Described) {
  const { memberNumber, email } = row
  const [numbered] = memberNumber === null ? [] : await byNumber(db, { memberNumber })
  if (numbered) return numbered
  if (email === null) return null
  const name = foldedName(fullName(row.givenName, row.familyName))
  const found = await byEmail(db, { key: emailKey(email) })
  return found.find((each) => foldedName(fullName(each.given_name, each.family_name)) === name) ?? null
}

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

/** Which of these card codes somebody has. */
export const takenCodes = prepared((db, place: PlaceOf<{ codes: string[] }>) =>
  db
    .selectFrom('members')
    .select('code')
    .where(sql<boolean>`code = any(${place('codes')}::text[])`)
    .where('deleted_at', 'is', null),
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

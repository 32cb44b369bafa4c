import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { query } from '../../kernel/query.ts'
import { foldedText } from '../../kernel/text.ts'
import { paging } from './inputs.ts'
import { emailKey, fullName, samePhone } from './member-rules.ts'
import { compareText } from './rules.ts'

/** What more people than this share tells nobody apart, such as the address of the house itself. */
const mostAlike = 20
/** As many last digits of two telephones are the same where they are one. */
const digitsAlike = 7

/** Pairs of records of which one column of `person` is the same. */
const alike = (column: string, sameToo: RawBuilder<unknown> = sql`true`) => sql`
  select a.id as one, b.id as other
  from (select *, count(*) over (partition by ${sql.ref(column)}) as alike from person where ${sql.ref(column)} is not null) a
  join person b on b.${sql.ref(column)} = a.${sql.ref(column)} and a.id < b.id
  where a.alike <= ${mostAlike} and ${sameToo}`

/** Pairs that may be one person: wider than the rule, which is asked of each afterwards. */
async function candidates(db: Db): Promise<{ one: string; other: string }[]> {
  const { rows } = await sql<{ one: string; other: string }>`
    with person as materialized (
      select m.id, c.email_key, c.birth_on || left(m.search_text, 2) as born,
        substring(ltrim(regexp_replace(normalize(c.phone, nfkc), '\\D', '', 'g'), '0') from ${`.{${digitsAlike}}$`}) as digits
      from members m
      join member_contacts c on c.member_id = m.id and c.deleted_at is null
      where m.status <> 'MERGED' and m.deleted_at is null
    )
    ${alike('email_key')} union ${alike('digits')} union ${alike('born')}`.execute(db)
  return rows
}

type Reason = 'name_and_birth' | 'email' | 'phone'
/** A name and a birthday are one person's; families share the rest. */
const weight: Record<Reason, number> = { name_and_birth: 4, email: 2, phone: 1 }

async function peopleById(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, Person>()
  const rows = await db
    .selectFrom('members as m')
    .innerJoin('member_contacts as c', 'c.member_id', 'm.id')
    .select(['m.id', 'm.code', 'm.given_name', 'm.family_name', 'm.status', 'm.created_at'])
    .select(['c.email', 'c.phone', 'c.birth_on'])
    .where('m.id', 'in', ids)
    .where('c.deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

interface Person {
  id: string
  code: string
  given_name: string
  family_name: string
  status: 'ACTIVE' | 'SUSPENDED' | 'ARCHIVED' | 'MERGED'
  created_at: string
  email: string | null
  phone: string | null
  birth_on: string | null
}

const nameOf = ({ given_name, family_name }: Person): string => fullName(given_name, family_name)

/** MB-R61: why two records may be of one person, the strongest reason first. */
function reasonsOf(a: Person, b: Person): Reason[] {
  const reasons: Reason[] = []
  if (a.birth_on !== null && a.birth_on === b.birth_on && foldedText(nameOf(a)) === foldedText(nameOf(b)))
    reasons.push('name_and_birth')
  if (a.email !== null && b.email !== null && emailKey(a.email) === emailKey(b.email)) reasons.push('email')
  if (a.phone !== null && b.phone !== null && samePhone(a.phone, b.phone)) reasons.push('phone')
  return reasons
}

const shown = (person: Person) => ({
  id: person.id,
  code: person.code,
  name: nameOf(person),
  status: person.status,
  createdAt: person.created_at,
})

/** MB-R61: pairs of members who may be one person, with why, the strongest reason first. Merged records are done with. */
export const duplicates = query('memberships.duplicates', {
  input: z.object({ ...paging }).strict(),
  permission: 'member_contact_view',
  async run({ db }, { page = 1, limit = 50 }) {
    const pairs = await candidates(db)
    const people = await peopleById(db, [...new Set(pairs.flatMap(({ one, other }) => [one, other]))])
    const found = pairs.flatMap((pair) => {
      const [one, other] = [people.get(pair.one), people.get(pair.other)]
      const reasons = one && other ? reasonsOf(one, other) : []
      if (!one || !other || reasons.length === 0) return []
      return { reasons, strength: reasons.reduce((sum, reason) => sum + weight[reason], 0), members: [one, other] }
    })
    const idsOf = ({ members }: (typeof found)[number]) => members.map(({ id }) => id).join()
    found.sort((a, b) => b.strength - a.strength || compareText(idsOf(a), idsOf(b)))
    const rows = found
      .slice((page - 1) * limit, page * limit)
      .map(({ reasons, members }) => ({ reasons, members: members.map(shown) }))
    return { page, limit, total: found.length, rows }
  },
})

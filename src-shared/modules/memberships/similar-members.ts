import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { foldedText } from '../../kernel/text.ts'
import { contactFields, memberFields } from './inputs.ts'
import { emailKey, fullName, phoneTail, samePhone } from './member-rules.ts'
import { likeText } from './search-text.ts'

const input = z
  .object({
    givenName: memberFields.givenName,
    familyName: memberFields.familyName,
    email: contactFields.email,
    phone: contactFields.phone,
    birthOn: contactFields.birthOn,
    /** The member being edited is not their own duplicate. */
    exceptMemberId: id,
  })
  .partial()
  .strict()
type Person = z.infer<typeof input>

const mostShown = 10

const foldedFullName = (givenName: string, familyName: string) => foldedText(fullName(givenName, familyName))

/** Members who may share the e-mail, the telephone, or name and birth day; wider than the rule, narrow by index. */
function candidates(db: Db, { givenName = '', familyName = '', email, phone, birthOn, exceptMemberId }: Person) {
  const name = foldedFullName(givenName, familyName)
  return db
    .selectFrom('members as m')
    .innerJoin('member_contacts as c', 'c.member_id', 'm.id')
    .select(['m.id', 'm.code', 'm.given_name', 'm.family_name', 'm.status', 'c.email_key', 'c.phone', 'c.birth_on'])
    .where(({ eb, or, and }) =>
      or([
        ...(email ? [eb('c.email_key', '=', emailKey(email))] : []),
        ...(phone ? [eb('c.phone_tail', '=', phoneTail(phone))] : []),
        ...(birthOn && name
          ? [and([eb('c.birth_on', '=', birthOn), eb('m.search_text', 'like', `${likeText(name)}%`)])]
          : []),
      ]),
    )
    .$if(exceptMemberId !== undefined, (members) => members.where('m.id', '<>', exceptMemberId ?? ''))
    .where('m.status', '<>', 'MERGED')
    .where('m.deleted_at', 'is', null)
    .where('c.deleted_at', 'is', null)
    .orderBy('m.id')
}

/** MB-R61: members who may be the very person being entered, with why. A warning; nothing is refused. */
export const similarMembers = query('memberships.similar-members', {
  input,
  permission: 'member_contact_view',
  async run({ db }, person) {
    const { givenName = '', familyName = '', email, phone, birthOn } = person
    const name = foldedFullName(givenName, familyName)
    const rows = await candidates(db, person).execute()
    const similar = rows.map((row) => {
      const reasons: ('email' | 'phone' | 'name_and_birth')[] = []
      if (email && row.email_key === emailKey(email)) reasons.push('email')
      if (phone && row.phone && samePhone(phone, row.phone)) reasons.push('phone')
      const sameName = name !== '' && foldedFullName(row.given_name, row.family_name) === name
      if (sameName && birthOn && row.birth_on === birthOn) reasons.push('name_and_birth')
      return {
        id: row.id,
        code: row.code,
        name: fullName(row.given_name, row.family_name),
        status: row.status,
        reasons,
      }
    })
    return similar.filter(({ reasons }) => reasons.length > 0).slice(0, mostShown)
  },
})

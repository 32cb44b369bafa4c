import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { query } from '../../kernel/query.ts'
import { foldedName, searchText } from '../../kernel/text.ts'
import { emailKey, looksLikePhone, phoneTail, significantDigits } from './member-rules.ts'
import { memberRow, people } from './member-rows.ts'
import { likeText, wordsOf } from './search-text.ts'

/** Shortest word looked for inside others: a shorter one has no trigram, and would read every row. */
const shortestInside = 3

/** Members whose card code or number is the text. */
const byCode = (db: Db, text: string) =>
  db
    .selectFrom('members as m')
    .select('m.id')
    .where(({ eb, or }) => {
      const folded = foldedName(text).toUpperCase()
      return or([eb('m.code', '=', folded), eb('m.member_number', '=', folded)])
    })
    .where('m.deleted_at', 'is', null)

/** Members reached by the e-mail address or telephone number that the text is; null where it is neither. */
function byContact(db: Db, text: string) {
  const contacts = db.selectFrom('member_contacts as c').select('c.member_id as id').where('c.deleted_at', 'is', null)
  if (text.includes('@')) return contacts.where('c.email_key', '=', emailKey(text))
  if (!looksLikePhone(text)) return null
  return contacts
    .where('c.phone_tail', '=', phoneTail(text))
    .where(sql<boolean>`regexp_replace(c.phone, '[^0-9]', '', 'g') like ${`%${significantDigits(text)}`}`)
}

/** Members whose telephone number ends with the four digits that the text is. */
const byPhoneTail = (db: Db, text: string) =>
  /^\d{4}$/.test(text)
    ? db.selectFrom('member_contacts as c').select('c.member_id as id').where('c.phone_tail', '=', text).where('c.deleted_at', 'is', null)
    : null

/** Members of whom every word is there: as the beginning of a word, or anywhere. */
function byWords(db: Db, words: readonly string[], where: 'beginning' | 'anywhere') {
  let members = db.selectFrom('members as m').select('m.id').where('m.deleted_at', 'is', null)
  for (const word of words.map(likeText)) {
    members = members.where(({ eb, or }) =>
      where === 'anywhere'
        ? eb('m.search_text', 'like', `%${word}%`)
        : or([eb('m.search_text', 'like', `${word}%`), eb('m.search_text', 'like', `% ${word}%`)]),
    )
  }
  return members.orderBy(sql`m.search_text collate "C"`).orderBy('m.id')
}

/** Members whose name is like the text, the likest first (pg_trgm, 0.3 of the whole or 0.6 of a part). */
const bySimilarity = (db: Db, text: string) =>
  db
    .selectFrom('members as m')
    .select('m.id')
    .where(sql<boolean>`(m.search_text % ${text} or ${text} <% m.search_text)`)
    .where('m.deleted_at', 'is', null)
    .orderBy(sql`greatest(similarity(m.search_text, ${text}), word_similarity(${text}, m.search_text))`, 'desc')
    .orderBy(sql`m.search_text collate "C"`)
    .orderBy('m.id')

/**
 * Members for what somebody scanned or typed: exact code, number, e-mail or telephone first, then the last four digits
 * of a telephone, then names by the beginnings of their words, by parts, by likeness. Contacts are searched only for
 * readers who may see them.
 */
export const find = query('memberships.find', {
  input: z.object({ text: z.string().trim().min(2).max(100), limit: z.int().min(1).max(100).optional() }).strict(),
  permission: 'member_view',
  async run(context, { text, limit = 20 }) {
    const { db, reachOf } = context
    const contacts = reachOf('member_contact_view') === 'tenant'
    const words = wordsOf(text)
    const inside = words.every((word) => [...word].length >= shortestInside)
    const tiers = [
      byCode(db, text),
      contacts ? byContact(db, text) : null,
      contacts ? byPhoneTail(db, text) : null,
      words.length > 0 ? byWords(db, words, 'beginning') : null,
      words.length > 0 && inside ? byWords(db, words, 'anywhere') : null,
      words.length > 0 && inside ? bySimilarity(db, searchText(text)) : null,
    ]
    const found = new Set<string>()
    for (const tier of tiers) {
      if (found.size >= limit) break
      for (const { id } of tier ? await tier.limit(limit).execute() : []) found.add(id)
    }
    const members = await people(context, [...found].slice(0, limit))
    return members.map((person) => memberRow(person, context.today))
  },
})

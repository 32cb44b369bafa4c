import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { query } from '../../kernel/query.ts'
import { foldedName } from '../../kernel/text.ts'
import { memberRow, people } from './member-rows.ts'
import { emailKey, looksLikePhone, phoneTail, samePhone } from './member-rules.ts'
import { likeText, wordsOf } from './search-text.ts'

/** Shortest word looked for inside others: a shorter one has no trigram, and would read every row. */
const shortestInside = 3

type Ids = Promise<{ id: string }[]>

/** Members whose card code or number is the text. */
function byCode(db: Db, text: string): Ids {
  const folded = foldedName(text).toUpperCase()
  return db
    .selectFrom('members')
    .select('id')
    .where(({ eb, or }) => or([eb('code', '=', folded), eb('member_number', '=', folded)]))
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** Members reached by the e-mail address or telephone number that the text is, or whose number ends with its four digits. */
async function byContact(db: Db, text: string): Ids {
  const contacts = db
    .selectFrom('member_contacts')
    .select(['member_id as id', 'phone'])
    .where('deleted_at', 'is', null)
    .orderBy('member_id')
  if (text.includes('@')) return contacts.where('email_key', '=', emailKey(text)).execute()
  if (/^\d{4}$/.test(text)) return contacts.where('phone_tail', '=', text).execute()
  if (!looksLikePhone(text)) return []
  const alike = await contacts.where('phone_tail', '=', phoneTail(text)).execute()
  return alike.filter(({ phone }) => phone !== null && samePhone(phone, text))
}

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

/** Letters and what stands between them in names: nothing else is misspelt. */
const looksLikeName = /^[\p{L}\p{M}' .-]{3,}$/u

/** How like a part of the name must be, by pg_trgm; the extension's own default finds too little of what people mistype. */
const likeness = 0.3

/** Members whose name is like the text, the likest first. */
async function bySimilarity(db: Db, text: string, limit: number): Ids {
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(likeness)}, true)`.execute(db)
  return db
    .selectFrom('members')
    .select('id')
    .where(sql<boolean>`${text} <% search_text`)
    .where('deleted_at', 'is', null)
    .orderBy(sql`word_similarity(${text}, search_text)`, 'desc')
    .orderBy(sql`search_text collate "C"`)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/**
 * Members for what somebody scanned or typed: exact code, number, e-mail or telephone first, then the last four digits
 * of a telephone, then names by the beginnings of their words and by parts; where none of these is there, names that
 * are like it. Contacts are searched only for readers who may see them.
 */
export const find = query('memberships.find', {
  input: z.object({ text: z.string().trim().min(2).max(100), limit: z.int().min(1).max(100).optional() }).strict(),
  permission: 'member_view',
  async run(context, { text, limit = 20 }) {
    const { db, reachOf } = context
    const isAddress = text.includes('@') || looksLikePhone(text)
    const words = isAddress ? [] : wordsOf(text)
    const inside = words.length > 0 && words.every((word) => [...word].length >= shortestInside)
    const tiers = [
      () => byCode(db, text),
      async () => (reachOf('member_contact_view') === 'tenant' ? byContact(db, text) : []),
      async () => (words.length > 0 ? byWords(db, words, 'beginning').limit(limit).execute() : []),
      async () => (inside ? byWords(db, words, 'anywhere').limit(limit).execute() : []),
    ]
    const found = new Set<string>()
    for (const tier of tiers) {
      if (found.size < limit) for (const { id } of await tier()) found.add(id)
    }
    if (found.size === 0 && looksLikeName.test(text)) {
      for (const { id } of await bySimilarity(db, words.join(' '), limit)) found.add(id)
    }
    const members = await people(context, [...found].slice(0, limit))
    return members.map((person) => memberRow(person, context.today))
  },
})

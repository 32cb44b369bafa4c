import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { likeness } from '../../kernel/search.ts'
import { foldedName } from '../../kernel/text.ts'
import { emailKey, looksLikePhone, phoneTail, samePhone } from './member-rules.ts'
import { likeText } from './search-text.ts'

/** Who may be found: everybody, or only the member who is this user. */
export interface Among {
  db: Db
  onlyUserId: string | null
}

/** A record that was merged into another one is found by its card alone, which opens that one (MB-R64). */
const membersAmong = ({ db, onlyUserId }: Among) =>
  db
    .selectFrom('members as m')
    .where('m.deleted_at', 'is', null)
    .where('m.status', '<>', 'MERGED')
    .$if(onlyUserId !== null, (members) => members.where('m.user_id', '=', onlyUserId))

const contactsOf = (among: Among) =>
  membersAmong(among)
    .innerJoin('member_contacts as c', 'c.member_id', 'm.id')
    .where('c.deleted_at', 'is', null)
    .select(['m.id', 'm.updated_at as recent', 'c.phone'])
    .orderBy('m.updated_at', 'desc')
    .orderBy('m.id')

/** Members whose card code or number is the text, or was before they were merged into another record (MB-R64). */
export function byCode({ db, onlyUserId }: Among, text: string) {
  const folded = foldedName(text).toUpperCase()
  return db
    .selectFrom('members as m')
    .innerJoin('members as into', (join) => join.on(sql`"into".id`, '=', sql`coalesce(m.merged_into_id, m.id)`))
    .where('m.deleted_at', 'is', null)
    .where('into.deleted_at', 'is', null)
    .$if(onlyUserId !== null, (members) => members.where('into.user_id', '=', onlyUserId))
    .select(['into.id', 'into.updated_at as recent'])
    .where(({ eb, or }) => or([eb('m.code', '=', folded), eb('m.member_number', '=', folded)]))
    .orderBy('into.id')
    .execute()
}

/** Members whose card code or number begins with the text. */
export function byNumber(among: Among, text: string, limit: number) {
  const begins = `${likeText(foldedName(text).toUpperCase())}%`
  return membersAmong(among)
    .select(['m.id', 'm.updated_at as recent'])
    .where(({ eb, or }) => or([eb('m.code', 'like', begins), eb('m.member_number', 'like', begins)]))
    .orderBy('m.updated_at', 'desc')
    .orderBy('m.id')
    .limit(limit)
    .execute()
}

/** Members reached by the e-mail address or the telephone number that the text is. */
export async function byAddress(among: Among, text: string) {
  if (text.includes('@')) return contactsOf(among).where('c.email_key', '=', emailKey(text)).execute()
  if (!looksLikePhone(text)) return []
  const alike = await contactsOf(among).where('c.phone_tail', '=', phoneTail(text)).execute()
  return alike.filter(({ phone }) => phone !== null && samePhone(phone, text))
}

/** Members whose telephone number ends with the four digits that the text is. */
export const byPhoneTail = async (among: Among, text: string, limit: number) =>
  /^\d{4}$/.test(text) ? contactsOf(among).where('c.phone_tail', '=', text).limit(limit).execute() : []

/** Members of whom every word is there: as the beginning of a word, or anywhere. */
export function byWords(among: Among, words: readonly string[], where: 'beginning' | 'anywhere') {
  let members = membersAmong(among).select(['m.id', 'm.updated_at as recent'])
  for (const word of words.map(likeText)) {
    members = members.where(({ eb, or }) =>
      where === 'anywhere'
        ? eb('m.search_text', 'like', `%${word}%`)
        : or([eb('m.search_text', 'like', `${word}%`), eb('m.search_text', 'like', `% ${word}%`)]),
    )
  }
  return members
}

/** Letters and what stands between them in names: nothing else is misspelt. */
const looksLikeName = /^[\p{L}\p{M}' .-]{3,}$/u

/** The likest are looked for alone first: among many who are a little like it, the others take most of the time. */
const likest = 0.5

/** Members whose name is like the words, by pg_trgm, the likest first; none for what is no name. */
export async function bySimilarity(among: Among, words: readonly string[], limit: number) {
  const text = words.join(' ')
  if (!looksLikeName.test(text)) return []
  const best = await likeAtLeast(among, text, likest, limit)
  return best.length < limit ? likeAtLeast(among, text, likeness, limit) : best
}

async function likeAtLeast(among: Among, text: string, least: number, limit: number) {
  // To the planner likeness costs nothing, so it would rather read every row than the index.
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(least)}, true),
    set_config('enable_seqscan', 'off', true)`.execute(among.db)
  return membersAmong(among)
    .select(['m.id', 'm.updated_at as recent'])
    .where(sql<boolean>`${text} <% m.search_text`)
    .orderBy(sql`word_similarity(${text}, m.search_text)`, 'desc')
    .orderBy(sql`m.search_text collate "C"`)
    .orderBy('m.id')
    .limit(limit)
    .execute()
}

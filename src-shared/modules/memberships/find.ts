import { sql } from 'kysely'
import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { memberRow, people } from './member-rows.ts'
import { looksLikePhone } from './member-rules.ts'
import { wordsOf } from './search-text.ts'
import { type Among, byAddress, byCode, byPhoneTail, bySimilarity, byWords } from './search-tiers.ts'

/** Shortest word looked for inside others: a shorter one has no trigram, and would read every row. */
const shortestInside = 3

const named = (among: Among, words: readonly string[], where: 'beginning' | 'anywhere', limit: number) =>
  byWords(among, words, where).orderBy(sql`m.search_text collate "C"`).orderBy('m.id').limit(limit).execute()

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
    const among: Among = { db, onlyUserId: null }
    const seesContacts = reachOf('member_contact_view') === 'tenant'
    const tiers = [
      () => byCode(among, text),
      async () => (seesContacts ? byAddress(among, text) : []),
      async () => (seesContacts ? byPhoneTail(among, text, limit) : []),
      async () => (words.length > 0 ? named(among, words, 'beginning', limit) : []),
      async () => (inside ? named(among, words, 'anywhere', limit) : []),
    ]
    const found = new Set<string>()
    for (const tier of tiers) {
      if (found.size < limit) for (const { id } of await tier()) found.add(id)
    }
    if (found.size === 0) for (const { id } of await bySimilarity(among, words, limit)) found.add(id)
    const members = await people(context, [...found].slice(0, limit))
    return members.map((person) => memberRow(person, context.today))
  },
})

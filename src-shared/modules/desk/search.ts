import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { type Hit, inOrderOfRank, typedAs } from '../../kernel/search.ts'

/** Things of one kind that the box shows at most (DX-R21). */
const mostOfKind = 8

/**
 * DX-R21: what the modules find for a text, in one order. Kinds whose right the asker does not have are not asked;
 * where there were more than are told, the kind is named in `more`, for "show all". `numbers` asks for codes and
 * numbers alone.
 */
export const search = query('desk.search', {
  input: z
    .object({
      text: z.string().trim().min(1).max(100),
      kinds: z.array(z.string().max(60)).max(20).optional(),
      numbers: z.boolean().optional(),
      limit: z.int().min(1).max(mostOfKind).default(mostOfKind),
    })
    .strict(),
  permission: 'anyone',
  async run(context, { text, kinds, numbers, limit }) {
    const { db, actor, today, reachOf, findable } = context
    const typed = typedAs(text, numbers)
    const hits: ({ kind: string } & Hit)[] = []
    const more: string[] = []
    if (typed.words.length === 0) return { hits, more }
    for (const { kind, permission, own, search: find } of findable.search.values()) {
      const reach = reachOf(permission)
      if ((kinds && !kinds.includes(kind)) || reach === null || (reach === 'own' && !own)) continue
      const found = await find({ db, actor, today, reach, reachOf }, typed, limit + 1)
      if (found.length > limit) more.push(kind)
      hits.push(
        ...inOrderOfRank(found)
          .slice(0, limit)
          .map((hit) => ({ kind, ...hit })),
      )
    }
    return { hits: inOrderOfRank(hits), more }
  },
})

import { z } from 'zod'
import { type QueryContext, query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import type { Resolved, Resolver, SearchContext } from '../../kernel/search.ts'
import { longestCode, type ReadCode, readCode } from './resolve-code-read.ts'

type Meant = { kind: string } & Resolved

const rule = 'DX-R23'

/** What a resolver may know, or null where the asker has no right to its kind. */
function contextFor({ db, actor, today, reachOf }: QueryContext, { permission, own }: Resolver): SearchContext | null {
  const reach = reachOf(permission)
  return reach === null || (reach === 'own' && !own) ? null : { db, actor, today, reach, reachOf }
}

const refuseRight = (permission: string): never =>
  reject('actor_not_permitted', { reason: 'permission', permission, scope: 'tenant' }, { rule })

async function byOwnCode(context: QueryContext, code: string, { kind, id }: { kind: string; id: string }) {
  const resolver = context.findable.resolve.get(kind)
  if (!resolver) return reject('code_unknown', { code, reason: 'unknown' }, { rule })
  const asked = contextFor(context, resolver) ?? refuseRight(resolver.permission)
  const found = await resolver.byId(asked, id)
  return found ? [{ kind, ...found }] : []
}

/** What the first form means of which anything is there. */
async function byText(context: QueryContext, { text, forms }: Extract<ReadCode, { is: 'text' }>): Promise<Meant[]> {
  const resolvers = [...context.findable.resolve.values()]
  for (const form of forms) {
    const found: Meant[] = []
    for (const resolver of resolvers.filter((each) => each.form === form)) {
      const asked = contextFor(context, resolver)
      const meant = asked ? await resolver.byCode(asked, text) : []
      found.push(...meant.map((each) => ({ kind: resolver.kind, ...each })))
    }
    if (found.length > 0) return found
  }
  // Told by the look of the code alone, so that it says nothing of what there is.
  const closed = resolvers.find((each) => each.looksLike(text) && !contextFor(context, each))
  return closed ? refuseRight(closed.permission) : []
}

/**
 * DX-R23: what a scanned or typed code means: one thing, or several of which a person must choose. Refused:
 * `code_unknown`, with whether nobody knows it or it was read wrongly; a code of things the asker has no right to.
 */
export const resolveCode = query('desk.resolve-code', {
  input: z.object({ code: z.string().trim().min(1).max(longestCode) }).strict(),
  permission: 'anyone',
  async run(context, { code }) {
    const read = readCode(code)
    if (read.is === 'misread') return reject('code_unknown', { code, reason: 'misread' }, { rule })
    const meant = read.is === 'own' ? await byOwnCode(context, code, read) : await byText(context, read)
    if (meant.length === 0) reject('code_unknown', { code, reason: 'unknown' }, { rule })
    return { code, meant }
  },
})

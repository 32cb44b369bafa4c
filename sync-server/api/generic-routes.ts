import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { type Route, reading, writing } from './route.ts'

const text = z.string().optional()

const commandBody = z
  .object({
    name: z.string().max(200),
    id,
    input: z.json(),
    version: z.int().min(1).max(9999).default(1),
  })
  .strict()

const verdict = z.object({
  id,
  verdict: z.literal('applied'),
  version: z.int().nullable(),
  outcome: z.record(z.string(), z.unknown()),
})

/** PL-R20: what moves a slot allocation, whichever way it comes. */
const bookings: ReadonlySet<string> = new Set([
  ...['plant-slots.allocate', 'plant-slots.request', 'plant-slots.transfer', 'plant-slots.accept-offer'],
])
const named = z.looseObject({ name: z.string() })

const search = z.object({ q: text, kinds: text, limit: text })

/** What an address asks of the box, as the query takes it; what is wrong with it, the query says. */
function searchInput({ q = '', kinds, limit }: z.infer<typeof search>) {
  return {
    text: q,
    ...(kinds && { kinds: kinds.split(',') }),
    ...(limit !== undefined && { limit: /^\d{1,3}$/.test(limit) ? Number(limit) : limit }),
  }
}

/** Any command and query with exactly its own permission (PL-R15), and the box at its addresses (desk-ux.md section 10). */
export const genericRoutes: readonly Route[] = [
  writing('envelope')({
    method: 'POST',
    path: '/api/v1/commands',
    does: 'any command',
    needs: null,
    body: commandBody,
    answer: verdict,
    codes: ['unknown_command', 'command_id_reused', 'command_crashed'],
    alsoCounts: (body) => (bookings.has(named.safeParse(body).data?.name ?? '') ? 'booking' : null),
    async run(call, { body }) {
      const { commandId, version, outcome } = await call.giveByName(body)
      return { data: { id: commandId, verdict: 'applied', version, outcome } }
    },
  }),
  reading('envelope')({
    method: 'POST',
    path: '/api/v1/queries/:name',
    does: 'any query',
    needs: null,
    body: z.json(),
    answer: z.unknown(),
    codes: ['unknown_query'],
    run: async (call, { params, body }) => ({ data: await call.askByName(params.name ?? '', body) }),
  }),
  reading('envelope')({
    method: 'GET',
    path: '/api/v1/search',
    does: 'desk.search',
    needs: null,
    query: search,
    answer: z.unknown(),
    run: async (call, { query }) => ({ data: await call.askByName('desk.search', searchInput(query)) }),
  }),
  reading('envelope')({
    method: 'POST',
    path: '/api/v1/resolve-code',
    does: 'desk.resolve-code',
    needs: null,
    body: z.json(),
    answer: z.unknown(),
    codes: ['code_unknown'],
    run: async (call, { body }) => ({ data: await call.askByName('desk.resolve-code', body) }),
  }),
]

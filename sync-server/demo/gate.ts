import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { demoHeader, demoMark } from '../../src-shared/sync/demo.ts'
import { answerRejection } from '../failure.ts'

/** How long a server goes on believing that it is a real one; a demo stays a demo (ms). */
const believed = 5_000

/**
 * DX-R48: a real server takes nothing from a desk of the demo, and a server of the demo nothing from a real desk.
 * Every answer says which of both it comes from.
 */
export function demoGate(app: FastifyInstance, db: Kysely<Database>): void {
  const isDemo = rememberedMark(db)
  app.addHook('onRequest', async (request, reply) => {
    const demo = await isDemo()
    if (demo) reply.header(demoHeader, demoMark)
    const path = request.routeOptions.url ?? ''
    if (!/^\/(auth|sync|api|plant-slots)\//.test(path)) return
    const asked = request.headers[demoHeader] === demoMark
    if (asked === demo) return
    return answerRejection(reply, rejection(demo ? 'demo_server' : 'demo_desk'))
  })
}

function rememberedMark(db: Kysely<Database>): () => Promise<boolean> {
  let known = { demo: false, until: 0 }
  return async () => {
    if (known.demo || Date.now() < known.until) return known.demo
    const { demo } = await db.selectFrom('control.deployment').select('demo').executeTakeFirstOrThrow()
    known = { demo, until: Date.now() + believed }
    return demo
  }
}

import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { type Answer, bareAnswer } from '../host/page-answer.ts'
import type { Gate } from './gate.ts'
import { readJson } from './request-body.ts'
import type { Sessions } from './sessions.ts'

const body = z.strictObject({ token: z.string().max(100) })

/** POST /session: the page gives the token of its first URL and gets the cookie, once. */
export async function answerSession(request: IncomingMessage, gate: Gate, sessions: Sessions): Promise<Answer> {
  if (!gate.rightOrigin(request)) return bareAnswer(403, gate.socketOrigin)
  const given = body.safeParse(await readJson(request))
  if (!given.success) return bareAnswer(400, gate.socketOrigin)
  const cookie = sessions.exchange(given.data.token)
  if (!cookie) return bareAnswer(403, gate.socketOrigin)
  const answer = bareAnswer(204, gate.socketOrigin)
  answer.headers['set-cookie'] = gate.cookie(cookie)
  return answer
}

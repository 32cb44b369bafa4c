import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { type Answer, bareAnswer } from '../host/page-answer.ts'
import type { Gate } from './gate.ts'
import { readJson } from './request-body.ts'
import { proofOf, sameProof, type windowAnswer } from './window-key.ts'

const body = z.strictObject({ nonce: z.string().regex(/^[\w-]{22}$/), proof: z.string().max(100) })

/**
 * POST /window: another start of this desk asks for a window (`window-key.ts`) and gets its first address. A browser
 * always says from where it comes, and nobody in a browser has the key: whoever has an Origin is refused.
 */
export async function answerWindow(
  request: IncomingMessage,
  gate: Gate,
  key: string | undefined,
  firstAddress: () => string,
): Promise<Answer> {
  const refused = bareAnswer(403, gate.socketOrigin)
  if (key === undefined || request.headers.origin !== undefined) return refused
  const asked = body.safeParse(await readJson(request))
  if (!asked.success) return bareAnswer(400, gate.socketOrigin)
  const { nonce, proof } = asked.data
  if (!sameProof(proof, proofOf(key, `window ${nonce}`))) return refused
  const url = firstAddress()
  const answer = bareAnswer(200, gate.socketOrigin)
  const given: z.infer<typeof windowAnswer> = { url, proof: proofOf(key, `${nonce} ${url}`) }
  answer.headers['content-type'] = 'application/json; charset=utf-8'
  return { ...answer, body: JSON.stringify(given) }
}

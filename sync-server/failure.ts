import type { FastifyReply } from 'fastify'
import { domain } from '../src-shared/domain.ts'
import type { Language, Rejection } from '../src-shared/kernel/rejection.ts'
import { languages } from '../src-shared/kernel/rejection.ts'
import type { Failure } from '../src-shared/sync/protocol.ts'

/** A refusal before any rule was asked: it is about the request, not about what it wanted (PL-R3). */
export interface GateError {
  code: string
  status: number
  message: string
}

/** The language of `Accept-Language` that we speak best. */
export function languageOf(header: string | undefined): Language {
  const asked = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return asked.flatMap((code) => languages.find((language) => language === code) ?? [])[0] ?? 'en'
}

/** A refusal's sentence with its parameters filled in. */
function sentenceOf({ code, params }: Rejection, language: Language): string {
  const sentence = domain.rejections[code]?.sentences[language] ?? code
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

/** Answers with a refusal in the one shape that every failure has (PL-R1). */
export function answerRejection(reply: FastifyReply, refusal: Rejection): FastifyReply {
  const status = domain.rejections[refusal.code]?.status ?? 500
  const message = sentenceOf(refusal, languageOf(reply.request.headers['accept-language']))
  const body: Failure = { success: false, error: { code: refusal.code, message, params: refusal.params } }
  return reply.code(status).send(body)
}

/** Answers for a request that reached no rule. */
export function answerGate(reply: FastifyReply, { code, status, message }: GateError): FastifyReply {
  const body: Failure = { success: false, error: { code, message } }
  return reply.code(status).send(body)
}

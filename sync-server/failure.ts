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

/** PL-R1: the language of `Accept-Language` that we speak best, else the tenant's, else English. */
export function languageOf(header: string | undefined, tenantLocale = 'en'): Language {
  const asked = (header ?? '')
    .split(',')
    .map((part) => {
      const [name = '', ...parameters] = part.split(';')
      const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean)
      return { code: name.trim().slice(0, 2).toLowerCase(), weight: Number(weight ?? 1) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const spoken = [...asked.map(({ code }) => code), tenantLocale.slice(0, 2).toLowerCase()]
  return spoken.flatMap((code) => languages.find((language) => language === code) ?? [])[0] ?? 'en'
}

/** A refusal's sentence with its parameters filled in. */
export function sentenceOf({ code, params }: Rejection, language: Language): string {
  const sentence = domain.rejections[code]?.sentences[language] ?? code
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

/** The HTTP status of a refusal, as its catalogue says (PL-R4). */
export const statusOf = ({ code }: Pick<Rejection, 'code'>): number => domain.rejections[code]?.status ?? 500

/** Answers with a refusal in the one shape that every failure has (PL-R1). */
export function answerRejection(reply: FastifyReply, refusal: Rejection): FastifyReply {
  const message = sentenceOf(refusal, languageOf(reply.request.headers['accept-language']))
  const body: Failure = { success: false, error: { code: refusal.code, message, params: refusal.params } }
  return reply.code(statusOf(refusal)).send(body)
}

/** Answers for a request that reached no rule: in the envelope, whatever the style of the route (PL-R2). */
export function answerGate(reply: FastifyReply, { code, status, message }: GateError): FastifyReply {
  const timestamp = new Date().toISOString()
  const error = { code, category: code, message, timestamp }
  return reply.code(status).send({ success: false, error, metadata: { requestId: reply.request.id } })
}

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const wellFormed = /^[A-Za-z0-9._-]{1,64}$/

/** PL-R12: a request keeps the id that its caller gave it, where that is one; it is echoed and logged. */
export const requestIdOf = {
  requestIdHeader: false,
  genReqId({ headers }: Pick<IncomingMessage, 'headers'>): string {
    const given = headers['x-request-id']
    return typeof given === 'string' && wellFormed.test(given) ? given : randomUUID()
  },
} as const

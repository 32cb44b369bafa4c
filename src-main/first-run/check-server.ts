import { z } from 'zod'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { demoHeader, demoMark } from '../../src-shared/sync/demo.ts'
import type { Answer } from '../desk/answer.ts'

/** A server that says nothing for this long is as good as gone (ms). */
const patience = 5_000

const healthy = z.object({ ok: z.literal(true) })

/**
 * Whether a server of an organisation answers at an address. Refused: nothing there that is ours (`server_not_found`),
 * a server of the demo (`demo_server`).
 */
export async function checkServer(address: string): Promise<Answer<Json>> {
  try {
    const response = await fetch(new URL('/health', address), { signal: AbortSignal.timeout(patience) })
    const answer = healthy.safeParse(await response.json())
    if (!answer.success) return notFound(address)
    if (response.headers.get(demoHeader) === demoMark) return { ok: false, failure: rejection('demo_server') }
    return { ok: true, value: null }
  } catch {
    return notFound(address)
  }
}

const notFound = (address: string): Answer<Json> => ({ ok: false, failure: rejection('server_not_found', { address }) })

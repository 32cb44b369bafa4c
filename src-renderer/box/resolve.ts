import { z } from 'zod'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { DeskClient } from '../desk/desk-client.ts'

/** A thing that a code means, as `desk.resolve-code` tells it. */
export const meant = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  state: z.string().nullable(),
  within: z.string().nullable(),
  ended: z.string().nullable(),
})
export type Meant = z.infer<typeof meant>

const answer = z.object({ meant: z.array(meant).min(1) })

/** Why a scan led nowhere (DX-R24). */
export type ScanFailure =
  | { why: 'unknown' | 'misread' | 'no_right' | 'desk_away' }
  | { why: 'ended'; thing: Meant; on: string }
  | { why: 'wrong_place' | 'not_free'; thing: Meant }
  | { why: 'ambiguous'; things: readonly Meant[] }

export type Resolution = { thing: Meant } | { failure: ScanFailure }

const whyNot = ({ code, params }: { code: string; params: Record<string, unknown> }): ScanFailure => {
  if (code === 'actor_not_permitted') return { why: 'no_right' }
  if (code !== 'code_unknown') return { why: 'desk_away' }
  return { why: params.reason === 'misread' ? 'misread' : 'unknown' }
}

/** Asks the desk what a code means. */
export async function resolveCode(client: DeskClient, code: string): Promise<Resolution> {
  const called = await client.call('query', { name: 'desk.resolve-code', input: { code } })
  if (!called.ok) return { failure: whyNot(called.failure) }
  const read = answer.safeParse(called.value)
  if (!read.success) return { failure: whyNot(rejection('desk_unavailable')) }
  const [thing, ...others] = read.data.meant
  if (!thing || others.length > 0) return { failure: { why: 'ambiguous', things: read.data.meant } }
  return thing.ended === null ? { thing } : { failure: { why: 'ended', thing, on: thing.ended } }
}

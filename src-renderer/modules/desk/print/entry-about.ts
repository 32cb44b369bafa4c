import { z } from 'zod'
import type { Json, JsonObject } from '../../../../src-shared/kernel/json.ts'
import { type Language, languages } from '../../../../src-shared/kernel/rejection.ts'
import type { DeskClient } from '../../../desk/desk-client.ts'
import type { JournalEntry } from '../../../journal/entry.ts'

/** What inputs and outcomes say of whom and what they are about; the rest of them is left unread. */
const about = z
  .object({
    slotNumbers: z.array(z.string()),
    plantSlots: z.object({ slotNumbers: z.array(z.string()) }).partial(),
    slotIds: z.array(z.uuid()),
    slotId: z.uuid(),
    memberId: z.uuid(),
    toMemberId: z.uuid(),
    membershipId: z.uuid(),
    givenName: z.string(),
    familyName: z.string(),
    language: z.string(),
    label: z.string(),
    description: z.string(),
    endsOn: z.string(),
    priceMinor: z.int(),
    currency: z.string(),
  })
  .partial()
type About = z.infer<typeof about>

/** What a paper says of an entry beside how sure it is. */
export interface EntryAbout {
  member: string | null
  /** What the person reads; null where nobody is concerned, or nobody knows. */
  language: Language | null
  slots: readonly string[]
  /** What grows or is wrong there. */
  label: string | null
  endsOn: string | null
  price: { minor: number; currency: string } | null
}

const read = (json: Json | undefined): About => about.safeParse(json).data ?? {}
const known = z.enum(languages)
const asLanguage = (text: string | undefined): Language | null => known.safeParse(text).data ?? null

const person = z.object({ name: z.string(), language: z.string().nullish() })
const holders = z.object({
  slots: z.array(z.object({ holder: z.string().nullable(), memberId: z.string().nullable() })),
})
const numbered = z.object({ number: z.string() })

/** Asks the desk; what it does not say is left out, since a paper with a gap is better than none. */
async function ask<T>(client: DeskClient, name: string, input: JsonObject, shape: z.ZodType<T>): Promise<T | null> {
  const answer = await client.callFor('query', { name, input }, shape)
  return answer.ok ? answer.value : null
}

/** Finds out about whom and what an entry is: from what it says itself, and from the desk what it only names by id. */
export async function aboutEntry(client: DeskClient, entry: JournalEntry): Promise<EntryAbout> {
  const pick = z.object({ pick: about }).partial().safeParse(entry.input).data?.pick ?? {}
  const input = { ...pick, ...read(entry.input) }
  const told = read(entry.serverOutcome ?? entry.outcome ?? undefined)
  const memberId = input.toMemberId ?? input.memberId ?? (await holderOf(client, input.membershipId))
  const newcomer = [input.givenName, input.familyName].filter(Boolean).join(' ')
  const member = newcomer || !memberId ? null : await ask(client, 'memberships.member', { memberId }, person)
  return {
    member: newcomer || (member?.name ?? null),
    language: asLanguage(newcomer ? input.language : (member?.language ?? undefined)),
    slots: told.slotNumbers ?? told.plantSlots?.slotNumbers ?? (await numbersOf(client, input)),
    label: input.label ?? input.description ?? null,
    endsOn: told.endsOn ?? null,
    price: told.priceMinor !== undefined && told.currency ? { minor: told.priceMinor, currency: told.currency } : null,
  }
}

async function holderOf(client: DeskClient, membershipId: string | undefined): Promise<string | null> {
  if (!membershipId) return null
  const asked = { membershipId, page: 1, limit: 1, sorts: [] }
  return (await ask(client, 'plant-slots.list', asked, holders))?.slots[0]?.memberId ?? null
}

/** So many slots are named one by one. */
const namedSlots = 20

async function numbersOf(client: DeskClient, { slotIds, slotId }: About): Promise<string[]> {
  const ids = (slotIds ?? (slotId ? [slotId] : [])).slice(0, namedSlots)
  const slots = await Promise.all(ids.map((id) => ask(client, 'plant-slots.slot', { slotId: id }, numbered)))
  return slots.flatMap((slot) => slot?.number ?? [])
}

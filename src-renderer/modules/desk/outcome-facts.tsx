import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useSays } from '../../i18n/speaker.ts'

/** The fields of outcomes that people are told of; the rest is for machines. */
const told = z
  .object({
    slotNumbers: z.array(z.string()),
    plantSlots: z.object({ slotNumbers: z.array(z.string()), owed: z.int() }).partial(),
    endsOn: z.string(),
    priceMinor: z.int(),
    currency: z.string(),
    status: z.string(),
  })
  .partial()

export interface OutcomeFact {
  word: Words
  text: string
}

/** An outcome in words, field by field. */
export function useOutcomeWords(): (outcome: JsonObject | null) => OutcomeFact[] {
  const format = useFormat()
  const says = useSays()
  return (outcome) => {
    const { slotNumbers, plantSlots, endsOn, priceMinor, currency, status } = told.safeParse(outcome).data ?? {}
    const numbers = slotNumbers ?? plantSlots?.slotNumbers
    const facts: OutcomeFact[] = []
    if (numbers && numbers.length > 0) facts.push({ word: 'outcome.slots', text: format.list(numbers) })
    if (plantSlots?.owed) facts.push({ word: 'outcome.owed', text: format.number(plantSlots.owed) })
    if (endsOn) facts.push({ word: 'outcome.until', text: format.day(endsOn) })
    if (priceMinor !== undefined && currency) facts.push({ word: 'outcome.price', text: format.money(priceMinor, currency) })
    if (status) facts.push({ word: 'outcome.status', text: says.word(status) })
    return facts
  }
}

/** What was told, and where the server decided otherwise, what came of it: before → after (DX-R4). */
export function useToldAndGot(told: JsonObject | null, got: JsonObject | null): readonly (readonly [string, ReactNode])[] {
  const { t } = useTranslation()
  const words = useOutcomeWords()
  const before = words(told)
  const after = got ? words(got) : before
  const names = [...new Set([...before, ...after].map(({ word }) => word))]
  const textOf = (facts: OutcomeFact[], word: Words) => facts.find((fact) => fact.word === word)?.text ?? '–'
  return names.map((word) => {
    const [was, is] = [textOf(before, word), textOf(after, word)]
    return [
      t(word),
      was === is ? (
        is
      ) : (
        <span key={word}>
          <s>{was}</s> → <strong>{is}</strong>
        </span>
      ),
    ] as const
  })
}

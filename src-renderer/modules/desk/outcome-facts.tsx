import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useSays } from '../../i18n/speaker.ts'
import { Facts } from '../../kit/detail.tsx'
import classes from './outcome-facts.module.css'

/** The fields of outcomes that people are told of; the rest is for machines. */
const spoken = z
  .object({
    slotNumbers: z.array(z.string()),
    plantSlots: z.object({ slotNumbers: z.array(z.string()), owed: z.int() }).partial(),
    endsOn: z.string(),
    priceMinor: z.int(),
    currency: z.string(),
    status: z.string(),
  })
  .partial()
type Spoken = z.infer<typeof spoken>

const read = (outcome: JsonObject | null): Spoken => spoken.safeParse(outcome).data ?? {}
const numbersOf = ({ slotNumbers, plantSlots }: Spoken): string[] => slotNumbers ?? plantSlots?.slotNumbers ?? []

/** What was told and, where the server decided otherwise, what came of it: before and after, field by field (DX-R4). */
export function OutcomeFacts({ told, got }: { told: JsonObject | null; got: JsonObject | null }) {
  const { t } = useTranslation()
  const texts = useTexts()
  const [before, after] = [read(told), read(got ?? told)]
  const [was, is] = [texts(before), texts(after)]
  const words = [...new Set([...was.keys(), ...is.keys()])]
  const [lost, kept] = [numbersOf(before), numbersOf(after)]
  const slots = <SlotNumbers told={lost} got={kept} />
  const facts: (readonly [string, ReactNode])[] = words.map((word) => [
    t(word),
    <BeforeAfter key={word} before={was.get(word) ?? '–'} after={is.get(word) ?? '–'} />,
  ])
  if (lost.length + kept.length > 0) facts.unshift([t('outcome.slots'), slots])
  return facts.length === 0 ? null : <Facts facts={facts} />
}

/** Whether anything of an outcome can be told. */
export const isSpoken = (outcome: JsonObject | null): boolean => Object.keys(read(outcome)).length > 0

function useTexts(): (outcome: Spoken) => Map<Words, string> {
  const format = useFormat()
  const says = useSays()
  return ({ plantSlots, endsOn, priceMinor, currency, status }) => {
    const texts = new Map<Words, string>()
    if (plantSlots?.owed) texts.set('outcome.owed', format.number(plantSlots.owed))
    if (endsOn) texts.set('outcome.until', format.day(endsOn))
    if (priceMinor !== undefined && currency) texts.set('outcome.price', format.money(priceMinor, currency))
    if (status) texts.set('outcome.status', says.word(status))
    return texts
  }
}

function BeforeAfter({ before, after }: { before: string; after: string }) {
  if (before === after) return after
  return (
    <span className={classes.change}>
      <s>{before}</s> → <strong>{after}</strong>
    </span>
  )
}

/** Numbers told and got: those that stayed, those that were lost (struck out), those that came instead. */
function SlotNumbers({ told, got }: { told: readonly string[]; got: readonly string[] }) {
  const { t } = useTranslation()
  const stayed = told.filter((number) => got.includes(number))
  const lost = told.filter((number) => !got.includes(number))
  const came = got.filter((number) => !told.includes(number))
  return (
    <ul className={classes.numbers}>
      {stayed.map((number) => (
        <li key={number}>{number}</li>
      ))}
      {lost.map((number) => (
        <li key={number} data-change="lost" aria-label={t('outcome.lost', { number })}>
          <s>{number}</s>
        </li>
      ))}
      {came.map((number) => (
        <li key={number} data-change="came" aria-label={t('outcome.came', { number })}>
          {number}
        </li>
      ))}
    </ul>
  )
}

import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../src-shared/kernel/query.ts'
import { ranks } from '../../src-shared/kernel/search.ts'
import { search } from '../../src-shared/modules/desk/search.ts'
import { useWatch } from '../desk/hooks.tsx'
import type { Words } from '../i18n/i18n.ts'
import { useSays } from '../i18n/speaker.ts'
import { addressOf, goTo, listOf } from './address.ts'
import { askedBy, questionOf } from './asked.ts'
import { type BoxGroup, type BoxItem, iconOf, icons } from './item.ts'
import { useLastChosen } from './remembered.ts'

type Found = OutputOf<typeof search>
type FoundHit = Found['hits'][number]

/** So long after the last letter the desk is asked (ms). */
const restless = 40

const kindWords: Record<string, Words> = {
  member: 'box.kind.member',
  membership: 'box.kind.membership',
  slot: 'box.kind.slot',
  location: 'box.kind.location',
}

export interface FoundThings {
  groups: readonly BoxGroup[]
  /** Whether there is an answer to what stands in the box now. */
  settled: boolean
  /** Whether it is certain that the first of them was meant: its very code, number or address was typed. */
  certain: boolean
}

/** What the modules find for what was typed, by kind; the kind of the best hit first. */
export function useFound(typed: string): FoundThings {
  const { t } = useTranslation()
  const says = useSays()
  const navigate = useNavigate()
  const [, remember] = useLastChosen('things')
  const [asked] = useDebouncedValue(typed, restless)
  const question = questionOf(askedBy(asked))
  const { value, loading, failure } = useWatch(search, question)
  const settled = questionOf(askedBy(typed)) === null || (asked === typed && (!loading || failure !== null))
  if (!question || !value) return { groups: [], settled, certain: false }
  const item = (hit: FoundHit): BoxItem[] => {
    const address = addressOf(hit)
    if (!address) return []
    const { kind, id, title, subtitle, state } = hit
    return [
      {
        ...{ key: `${kind}:${id}`, icon: iconOf(kind), title, subtitle, state: state && says.word(state) },
        run() {
          remember(`hf:${kind}:${id}`)
          goTo(navigate, address)
        },
      },
    ]
  }
  const more = (kind: string): BoxItem[] => {
    const address = value.more.includes(kind) ? listOf(kind, question.text) : null
    return address
      ? [{ key: `more:${kind}`, icon: icons.more, title: t('box.show_all'), run: () => goTo(navigate, address) }]
      : []
  }
  const byKind = Map.groupBy(value.hits, ({ kind }) => kind)
  const groups = [...byKind].flatMap(([kind, hits]): BoxGroup[] => {
    const words = kindWords[kind]
    return words ? [{ key: kind, label: t(words), items: [...hits.flatMap(item), ...more(kind)] }] : []
  })
  return { groups, settled, certain: (value.hits[0]?.rank ?? ranks.similar) <= ranks.address }
}

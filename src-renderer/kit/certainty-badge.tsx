import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsExchange,
  IconCheck,
  IconCircleX,
  IconClock,
  type IconProps,
  IconShieldFilled,
  IconX,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Certainty } from '../../src-main/desk/api/desk-api.ts'
import { useFormat } from '../i18n/format.ts'
import type { Words } from '../i18n/i18n.ts'
import classes from './certainty-badge.module.css'

type Tone = 'quiet' | 'care' | 'good' | 'news' | 'bad'

/** The whole vocabulary (`desk-ux.md` section 3). What is being sent is still only held here. */
const vocabulary: Record<Certainty, { icon: ComponentType<IconProps>; word: Words; tone: Tone }> = {
  held: { icon: IconClock, word: 'certainty.held', tone: 'quiet' },
  sending: { icon: IconClock, word: 'certainty.held', tone: 'quiet' },
  at_risk: { icon: IconAlertTriangle, word: 'certainty.at_risk', tone: 'care' },
  confirmed: { icon: IconCheck, word: 'certainty.confirmed', tone: 'good' },
  adjusted: { icon: IconArrowsExchange, word: 'certainty.adjusted', tone: 'news' },
  rejected: { icon: IconCircleX, word: 'certainty.rejected', tone: 'bad' },
  refused: { icon: IconX, word: 'certainty.refused', tone: 'quiet' },
  withdrawn: { icon: IconArrowBackUp, word: 'certainty.withdrawn', tone: 'quiet' },
  undone: { icon: IconArrowBackUp, word: 'certainty.undone', tone: 'quiet' },
}

interface Props {
  certainty: Certainty
  /** Held under a lease: nobody else can take it until then. ISO instant. */
  guaranteedUntil?: string | undefined
}

/** Icon, word and tone of a badge; a guarantee stands in the place of what is held. */
function useBadge({ certainty, guaranteedUntil }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { icon, word, tone } = vocabulary[certainty]
  if (guaranteedUntil === undefined || word !== 'certainty.held') return { icon, tone, text: t(word) }
  const text = t('certainty.guaranteed', { time: format.moment(guaranteedUntil) })
  return { icon: IconShieldFilled, tone: 'good' as const, text }
}

/** How sure a row or command is: icon, shape and word, never colour alone (DX-R3). */
export function CertaintyBadge(props: Props) {
  const { icon: Icon, tone, text } = useBadge(props)
  return (
    <span className={classes.badge} data-tone={tone} data-certainty={props.certainty}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {text}
    </span>
  )
}

/** The same where there is room for the icon only; the word is in its label, and in its title where nothing else is. */
export function CertaintyMark({ titled = true, ...props }: Props & { titled?: boolean }) {
  const { icon: Icon, tone, text } = useBadge(props)
  return (
    <span
      className={classes.mark}
      data-tone={tone}
      data-certainty={props.certainty}
      role="img"
      aria-label={text}
      title={titled ? text : undefined}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
    </span>
  )
}

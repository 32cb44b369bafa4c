import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsExchange,
  IconCheck,
  IconCircleX,
  IconClock,
  type IconProps,
  IconShieldCheck,
  IconX,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Certainty } from '../../src-main/desk/api/desk-api.ts'
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
  guaranteed: { icon: IconShieldCheck, word: 'certainty.guaranteed', tone: 'quiet' },
  withdrawn: { icon: IconArrowBackUp, word: 'certainty.withdrawn', tone: 'quiet' },
  undone: { icon: IconArrowBackUp, word: 'certainty.undone', tone: 'quiet' },
  refused: { icon: IconX, word: 'certainty.refused', tone: 'quiet' },
}

/** How sure a row or command is: icon, shape and word, never colour alone (DX-R3). */
export function CertaintyBadge({ certainty }: { certainty: Certainty }) {
  const { t } = useTranslation()
  const { icon: Icon, word, tone } = vocabulary[certainty]
  return (
    <span className={classes.badge} data-tone={tone} data-certainty={certainty}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {t(word)}
    </span>
  )
}

/** The same where there is room for the icon only; the word is in its title and its label. */
export function CertaintyMark({ certainty }: { certainty: Certainty }) {
  const { t } = useTranslation()
  const { icon: Icon, word, tone } = vocabulary[certainty]
  return (
    <span
      className={classes.mark}
      data-tone={tone}
      data-certainty={certainty}
      role="img"
      aria-label={t(word)}
      title={t(word)}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
    </span>
  )
}

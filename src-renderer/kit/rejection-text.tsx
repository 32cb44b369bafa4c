import { IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Rejection, Winner } from '../../src-shared/kernel/rejection.ts'
import { useFormat } from '../i18n/format.ts'
import { useSays } from '../i18n/speaker.ts'
import classes from './rejection-text.module.css'

/** A refusal in words, and who got it instead where the reader may know. The code is for hover and copy only. */
export function RejectionText({ rejection }: { rejection: Pick<Rejection, 'code' | 'params' | 'rule' | 'winner'> }) {
  const says = useSays()
  const { code, rule, winner } = rejection
  return (
    <span className={classes.text}>
      <span title={rule ? `${rule} · ${code}` : code}>{says.rejection(rejection)}</span>
      {winner && <WinnerLine winner={winner} />}
    </span>
  )
}

/** "Kim at Desk 2, 10:04". */
function WinnerLine({ winner }: { winner: Winner }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { userName, deskName, at } = winner
  const who = userName ?? t('values.someone')
  const when = format.moment(at)
  return (
    <span className={classes.winner}>
      <IconUserCheck size={16} stroke={1.5} aria-hidden />
      {deskName ? t('attention.winner_at', { who, desk: deskName, when }) : t('attention.winner', { who, when })}
    </span>
  )
}

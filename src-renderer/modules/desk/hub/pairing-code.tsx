import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubStatus } from '../../../../src-main/desk/api/hub-api.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Section } from '../../../kit/detail.tsx'
import classes from './hub.module.css'
import { QrCode } from './qr-code.tsx'
import type { HubScreen } from './use-hub.ts'

type Pairing = NonNullable<HubStatus['pairing']>

/** How a further desk joins: a code of 8 digits and the same as a QR code, for ten minutes (DX-R49). */
export function PairingCode({ pairing, hub }: { pairing: Pairing | null; hub: HubScreen }) {
  const { t } = useTranslation()
  const offer = () => void hub.ask('hubOffer', {})
  const left = useSecondsUntil(pairing?.expiresAt ?? null)
  if (!pairing || left <= 0) {
    return (
      <Section title={t('hub.pairing')}>
        <p className={classes.line}>{t('hub.pairing_line')}</p>
        <Button variant="default" loading={hub.busy === 'hubOffer'} onClick={offer}>
          {t('hub.show_code')}
        </Button>
      </Section>
    )
  }
  const [first, second] = [pairing.code.slice(0, 4), pairing.code.slice(4)]
  return (
    <Section title={t('hub.pairing')}>
      <div className={classes.pairing}>
        <QrCode squares={pairing.qr} label={t('hub.qr')} />
        <div>
          <p className={classes.code}>
            <span>{first}</span> <span>{second}</span>
          </p>
          <CountsFor seconds={left} />
          <p className={classes.line}>{t('hub.code_line')}</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={offer}>
              {t('hub.other_code')}
            </Button>
            <Button variant="subtle" onClick={() => void hub.ask('hubWithdraw', {})}>
              {t('hub.hide_code')}
            </Button>
          </div>
        </div>
      </div>
    </Section>
  )
}

function CountsFor({ seconds }: { seconds: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const pad = (value: number) => String(value).padStart(2, '0')
  const time = `${format.number(Math.floor(seconds / 60))}:${pad(seconds % 60)}`
  return (
    <p className={classes.countdown} role="timer">
      {t('hub.code_counts', { time })}
    </p>
  )
}

function useSecondsUntil(at: string | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!at) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [at])
  return at ? Math.max(0, Math.ceil((new Date(at).getTime() - now) / 1000)) : 0
}

import { Button } from '@mantine/core'
import { IconAccessPoint, IconAccessPointOff, IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubStatus } from '../../../../src-main/desk/api/hub-api.ts'
import { useMay } from '../../../app/desk-status.tsx'
import { Page } from '../../../app/page.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { Facts, Section } from '../../../kit/detail.tsx'
import { FormNotice } from '../../../kit/form.tsx'
import { Loading } from '../../../kit/loading.tsx'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import classes from './hub.module.css'
import { HubBackups } from './hub-backups.tsx'
import { HubDesks } from './hub-desks.tsx'
import { JoinHub } from './join-hub.tsx'
import { PairingCode } from './pairing-code.tsx'
import { type HubScreen, useHub } from './use-hub.ts'

/** This computer as the hub of the organisation, or the hub that this desk belongs to (DX-R49…R51). */
export function HubPage() {
  const { t } = useTranslation()
  const hub = useHub()
  const mayManage = useMay()('hub_manage')
  const { status } = hub
  return (
    <Page
      name={t('hub.title')}
      action={status?.isHere && mayManage ? <StartOrStop status={status} hub={hub} /> : undefined}
    >
      {!status && <Loading shape="detail" />}
      {status && (
        <div className={classes.page}>
          <Standing status={status} hub={hub} />
          {mayManage && status.isHere && status.state === 'serving' && (
            <>
              <PairingCode pairing={status.pairing} hub={hub} />
              <HubDesks desks={status.desks} hub={hub} />
            </>
          )}
          {mayManage && status.isHere && <HubBackups backups={status.backups} hub={hub} />}
          {mayManage && !status.isHere && <JoinHub hub={hub} />}
        </div>
      )}
    </Page>
  )
}

const stateWords = {
  moved: 'hub.state.moved',
  off: 'hub.state.off',
  serving: 'hub.state.serving',
  starting: 'hub.state.starting',
  stopping: 'hub.state.stopping',
} as const

/** What the hub is doing, in one line and its facts. */
function Standing({ status, hub }: { status: HubStatus; hub: HubScreen }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { isHere, state, addresses, load, server } = status
  const failure = hub.failure ?? status.failure
  const Icon = !isHere ? IconPlugConnected : state === 'serving' ? IconAccessPoint : IconAccessPointOff
  const elsewhere = server.isHub ? t('hub.of_hub', { name: server.name }) : t('hub.of_server', { name: server.name })
  const facts: [string, string][] = load
    ? [
        [t('hub.reached_at'), addresses.map((address) => address.replace('https://', '')).join(', ')],
        [t('hub.requests'), format.number(load.requestsAMinute)],
        [t('hub.delay'), t('hub.milliseconds', { time: format.number(load.delay) })],
        [t('hub.memory'), t('hub.megabytes', { size: format.number(load.memory) })],
      ]
    : []
  return (
    <Section>
      <p className={classes.state} data-serving={isHere && state === 'serving'}>
        <Icon size={18} stroke={1.5} aria-hidden />
        {isHere ? t(stateWords[state]) : elsewhere}
      </p>
      {isHere && <p className={classes.line}>{t(state === 'serving' ? 'hub.serving_line' : 'hub.off_line')}</p>}
      {failure && (
        <FormNotice>
          <RejectionText rejection={failure} />
        </FormNotice>
      )}
      {facts.length > 0 && <Facts facts={facts} />}
    </Section>
  )
}

/** The one primary action. Stopping says how many desks will go offline, and asks once more. */
function StartOrStop({ status, hub }: { status: HubStatus; hub: HubScreen }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const here = status.desks.filter(({ connected }) => connected).length
  const stop = async () => {
    setAsking(false)
    await hub.ask('hubStop', {})
  }
  if (status.state === 'off' || status.state === 'starting') {
    const busy = hub.busy === 'hubStart' || status.state === 'starting'
    return (
      <Button loading={busy} onClick={() => void hub.ask('hubStart', {})}>
        {t('hub.start')}
      </Button>
    )
  }
  if (status.state !== 'serving') return null
  if (!asking || here === 0) {
    return (
      <Button
        variant="default"
        loading={hub.busy === 'hubStop'}
        onClick={() => (here > 0 ? setAsking(true) : void stop())}
      >
        {t('hub.stop')}
      </Button>
    )
  }
  return (
    <div className={classes.asking} role="alert">
      <span>{t('hub.stop_question', { count: here })}</span>
      <Button variant="default" onClick={() => void stop()}>
        {t('hub.stop_yes')}
      </Button>
      <Button variant="subtle" onClick={() => setAsking(false)}>
        {t('actions.cancel')}
      </Button>
    </div>
  )
}

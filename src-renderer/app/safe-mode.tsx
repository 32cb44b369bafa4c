import { Button } from '@mantine/core'
import { IconDatabase, IconDownload, IconPlayerPlay } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../src-main/desk/api/desk-api.ts'
import { useDesk } from '../desk/hooks.tsx'
import { RejectionText } from '../kit/rejection-text.tsx'
import { forgetCrashes, noteCrash, startsSafely } from './crashes.ts'
import { Entrance } from './entrance.tsx'
import { exportJournal } from './journal-export.ts'
import classes from './safe-mode.module.css'
import { forgetTabs } from './tab-memory.ts'

/** Stands in the way after three crashes in a minute (DX-R34); what the person does here does not need the screens. */
export function SafeMode({ children }: { children: ReactNode }) {
  const [safe, setSafe] = useState(startsSafely)
  useDeskCrashes(() => setSafe(startsSafely()))
  if (!safe) return children
  const goOn = () => {
    forgetTabs()
    forgetCrashes()
    location.hash = '/'
    setSafe(false)
  }
  return <Choices onGoOn={goOn} />
}

/** A desk that goes while it is needed is counted like a page that does. */
function useDeskCrashes(noted: () => void): void {
  const { client } = useDesk()
  useEffect(() => {
    let before = client.state.get().link
    return client.state.subscribe(() => {
      const { link } = client.state.get()
      if (before === 'connected' && link === 'lost') {
        noteCrash()
        noted()
      }
      before = link
    })
  }, [client, noted])
}

function Choices({ onGoOn }: { onGoOn(): void }) {
  const { t } = useTranslation()
  const { journal, client } = useDesk()
  const [exported, setExported] = useState<number | null>(null)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const [rebuilt, setRebuilt] = useState(false)
  const save = () => void exportJournal(journal).then(setExported)
  const rebuild = async () => {
    const answer = await client.call('rebuild', {})
    setFailure(answer.ok ? null : answer.failure)
    setRebuilt(answer.ok)
  }
  return (
    <Entrance title={t('safe.title')} line={t('safe.line')}>
      <div className={classes.choices}>
        <Button variant="default" fullWidth leftSection={<IconDownload size={16} stroke={1.5} />} onClick={save}>
          {t('safe.export')}
        </Button>
        {exported !== null && <p className={classes.done}>{t('safe.exported', { count: exported })}</p>}
        <Button
          variant="default"
          fullWidth
          leftSection={<IconDatabase size={16} stroke={1.5} />}
          onClick={() => void rebuild()}
        >
          {t('safe.rebuild')}
        </Button>
        {rebuilt && <p className={classes.done}>{t('safe.rebuilt')}</p>}
        {failure && (
          <div className={classes.done} role="alert">
            <RejectionText rejection={failure} />
          </div>
        )}
        <Button fullWidth leftSection={<IconPlayerPlay size={16} stroke={1.5} />} onClick={onGoOn}>
          {t('safe.go_on')}
        </Button>
      </div>
    </Entrance>
  )
}

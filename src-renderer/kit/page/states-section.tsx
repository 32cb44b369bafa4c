import { Button } from '@mantine/core'
import { IconWifiOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import { ErrorBoundary } from '../error-boundary.tsx'
import { Loading } from '../loading.tsx'
import { Empty, Failed } from '../states.tsx'
import classes from './kit-page.module.css'

/** A part that stops as soon as it is shown; the boundary around it keeps the rest. */
function Stopping(): never {
  throw new Error('Stopped for show')
}

/** Nothing there, on its way, refused, offline, stopped. */
export function StatesSection() {
  const { t } = useTranslation()
  return (
    <div className={classes.grid}>
      <div className={classes.framed}>
        <Empty title={t('members.none_found')} line={t('members.none_found_line')}>
          <Button variant="default">{t('members.show_all')}</Button>
        </Empty>
      </div>
      <div className={classes.framed}>
        <Loading shape="detail" />
      </div>
      <div className={classes.framed}>
        <Loading shape="map" />
      </div>
      <div className={classes.framed}>
        <Failed failure={rejection('needs_connection')}>
          <Button variant="default">{t('actions.try_again')}</Button>
        </Failed>
      </div>
      <div className={classes.framed}>
        <Empty icon={IconWifiOff} title={t('online.needed')} />
      </div>
      <div className={classes.framed}>
        <ErrorBoundary>
          <Stopping />
        </ErrorBoundary>
      </div>
    </div>
  )
}

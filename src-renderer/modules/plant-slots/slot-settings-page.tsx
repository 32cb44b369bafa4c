import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { settings as settingsQuery } from '../../../src-shared/modules/plant-slots/settings-query.ts'
import { Page } from '../../app/page.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Failed } from '../../kit/states.tsx'
import { SlotSettingsForm } from './slot-settings-form.tsx'
import classes from './slot-settings-page.module.css'

/** How the organisation runs its slots, for who may set it (plant-slots.md section 2). */
export function SlotSettingsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { value, failure } = useWatch(settingsQuery, {})
  return (
    <Page name={t('slot_settings.title')}>
      <div className={classes.page}>
        {!value && (failure ? <Failed failure={failure} /> : <Loading shape="detail" />)}
        {value && <SlotSettingsForm seen={value} onClose={() => void navigate({ to: '/settings' })} />}
      </div>
    </Page>
  )
}

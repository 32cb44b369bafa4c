import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useHere, useMay } from '../../app/desk-status.tsx'
import { DensityChoice, LanguageChoice, ThemeChoice } from '../../app/looks-choices.tsx'
import { Page } from '../../app/page.tsx'
import { ShortcutList } from '../../app/shortcut-sheet.tsx'
import { Facts } from '../../kit/detail.tsx'
import { ErrorBoundary } from '../../kit/error-boundary.tsx'
import { ReserveSettings } from '../plant-slots/reserve-settings.tsx'
import { PrintingSettings } from './print/printing-settings.tsx'
import { SettingsNotices } from './settings-notices.tsx'
import classes from './settings-page.module.css'
import { SettingsStorage } from './settings-storage.tsx'
import { SettingsSync } from './settings-sync.tsx'

/** What belongs to this machine: its looks, its storage, how it speaks with the server, and its keys. */
export function SettingsPage() {
  const { t } = useTranslation()
  const { desk, tenant, user } = useHere()
  const may = useMay()
  return (
    <Page name={t('settings.title')}>
      <div className={classes.page}>
        <Part title={t('settings.desk')}>
          <Facts
            facts={[
              [t('settings.name'), desk?.name ?? '–'],
              [t('settings.organisation'), tenant?.name ?? '–'],
              [t('settings.person'), user?.name ?? '–'],
            ]}
          />
        </Part>
        <Part title={t('settings.looks')}>
          <div className={classes.choices}>
            <LanguageChoice />
            <ThemeChoice />
            <DensityChoice />
          </div>
        </Part>
        <Part title={t('print.title')}>
          <PrintingSettings />
        </Part>
        {may('plant_slot_lease') && (
          <Part title={t('reserve.title')}>
            <ReserveSettings />
          </Part>
        )}
        {may('plant_slot_manage') && (
          <Part title={t('slot_settings.title')}>
            <p>
              {t('slot_settings.line')} <Link to="/settings/slots">{t('slot_settings.open')}</Link>
            </p>
          </Part>
        )}
        {may('hub_manage') && (
          <Part title={t('hub.title')}>
            <p>
              {t('hub.settings_line')} <Link to="/settings/hub">{t('hub.open_settings')}</Link>
            </p>
          </Part>
        )}
        {may('desk_rescue') && (
          <Part title={t('rescue.title')}>
            <p>
              {t('rescue.settings_line')} <Link to="/rescue">{t('rescue.open_settings')}</Link>
            </p>
          </Part>
        )}
        <Part title={t('notices.title')}>
          <SettingsNotices />
        </Part>
        <Part title={t('settings.storage')}>
          <SettingsStorage />
        </Part>
        <Part title={t('settings.sync')}>
          <SettingsSync />
        </Part>
        <Part title={t('keys.title')}>
          <ShortcutList />
        </Part>
      </div>
    </Page>
  )
}

/** A part of the settings; one that stops leaves the others (DX-R34). */
const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.part}>
    <h2 className={classes.title}>{title}</h2>
    <ErrorBoundary>{children}</ErrorBoundary>
  </section>
)

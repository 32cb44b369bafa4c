import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** The way from the settings of this machine to its printers. */
export function PrintingSettings() {
  const { t } = useTranslation()
  return (
    <p>
      {t('print.settings_line')} <Link to="/settings/printers">{t('print.open_settings')}</Link>
    </p>
  )
}

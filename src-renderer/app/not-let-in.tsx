import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../kit/states.tsx'
import classes from './entrance.module.css'

/** This page was not opened by the app, or its way in was used before: only the app can open it again. */
export function NotLetIn() {
  const { t } = useTranslation()
  return (
    <main className={classes.page}>
      <Empty icon={IconLock} title={t('shell.not_let_in')} line={t('shell.not_let_in_line')} />
    </main>
  )
}

import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Setup } from '../../src-main/desk/api/first-run-api.ts'
import { Entrance } from '../app/entrance.tsx'
import type { Words } from '../i18n/i18n.ts'
import classes from './first-run.module.css'

const words: Record<Exclude<Setup['doing'], 'idle'>, Words> = {
  starting: 'first_run.doing.starting',
  filling: 'first_run.doing.filling',
  opening: 'first_run.doing.opening',
}

/** What is being done, and how long that takes; nothing is asked meanwhile. */
export function SettingUpNow({ doing }: { doing: Exclude<Setup['doing'], 'idle'> }) {
  const { t } = useTranslation()
  return (
    <Entrance title={t('first_run.doing.title')} line={t('first_run.doing.line')}>
      <p className={classes.doing} role="status">
        <Loader size={18} aria-hidden />
        {t(words[doing])}
      </p>
    </Entrance>
  )
}

import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSlow } from '../kit/loading.tsx'
import { Entrance } from './entrance.tsx'

/** The desk does not answer for so long (ms) that a person should know why nothing is here. */
const longSilence = 5_000

/** The page has not heard of its desk yet; it keeps asking. */
export function Opening() {
  const { t } = useTranslation()
  const silent = useSlow(true, longSilence)
  return (
    <Entrance title={t('connection.opening')} line={silent ? t('connection.away') : ''}>
      <Loader size="sm" aria-label={t('connection.opening')} />
    </Entrance>
  )
}

import { Button } from '@mantine/core'
import { IconCircleCheck, IconInbox } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAttention } from '../../desk/hooks.tsx'
import { ErrorBoundary } from '../../kit/error-boundary.tsx'
import classes from './today-attention.module.css'

/** What needs the person, before everything else of the day. */
export const AttentionTile = () => (
  <ErrorBoundary>
    <Attention />
  </ErrorBoundary>
)

function Attention() {
  const { t } = useTranslation()
  const count = useAttention()?.length
  if (count === undefined) return <div className={classes.line} aria-busy="true" />
  const Icon = count > 0 ? IconInbox : IconCircleCheck
  return (
    <section className={classes.line} data-urgent={count > 0} aria-label={t('attention.title')}>
      <Icon size={18} stroke={1.5} aria-hidden />
      <p>{count > 0 ? t('today.needs_you', { count }) : t('attention.empty')}</p>
      {count > 0 && (
        <Button component={Link} to="/attention" size="xs">
          {t('today.look')}
        </Button>
      )}
    </section>
  )
}

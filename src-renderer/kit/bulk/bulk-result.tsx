import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { RejectionText } from '../rejection-text.tsx'
import classes from './bulk-bar.module.css'
import type { BulkProgress } from './bulk-run.ts'

/** What became of a common act: how many, and each one that was refused with its reason. */
export function BulkResult({
  progress,
  onRetry,
  onClose,
}: {
  progress: BulkProgress
  onRetry(): void
  onClose(): void
}) {
  const { t } = useTranslation()
  const { work, done, refused, left } = progress
  return (
    <>
      <div className={classes.line} role="status">
        <strong className={classes.count}>{work.word}</strong>
        <span>{t('bulk.done', { count: done.length })}</span>
        {refused.length > 0 && (
          <span className={classes.refusedCount}>{t('bulk.refused', { count: refused.length })}</span>
        )}
        {left.length > 0 && <span className={classes.quiet}>{t('bulk.left', { count: left.length })}</span>}
        {refused.length > 0 && (
          <Button variant="default" leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={onRetry}>
            {t('bulk.retry')}
          </Button>
        )}
        <Tooltip label={t('actions.close')}>
          <ActionIcon className={classes.last} aria-label={t('actions.close')} onClick={onClose}>
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
      {refused.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <ul className={classes.refused} aria-label={t('bulk.refused', { count: refused.length })} tabIndex={0}>
          {refused.map(({ key, label, rejection }) => (
            <li key={key}>
              <span className={classes.name}>{label}</span>
              <RejectionText rejection={rejection} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core'
import { IconPlayerStop, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../dialog/confirm-dialog.tsx'
import { ReasonDialog } from '../dialog/reason-dialog.tsx'
import { mostChosen, type Selection } from '../table/use-selection.ts'
import classes from './bulk-bar.module.css'
import { BulkResult } from './bulk-result.tsx'
import type { BulkWork } from './bulk-run.ts'
import { useBulk } from './use-bulk.ts'

/** Something that can be done with all chosen rows. */
export interface BulkAction {
  key: string
  icon: ReactNode
  work: BulkWork
  /** Whether Ctrl+Z brings it back; if not, it is asked before, with the number typed over 50 rows (DX-R17). */
  undoable: boolean
  /** Whether the record must say why. */
  asksReason?: boolean
}

/**
 * Stands under a list while rows are chosen: what can be done with them, how far it is, and what became of it. Each row
 * is a command of its own; what was refused says why and stays chosen.
 */
export function BulkBar({ selection, actions }: { selection: Selection; actions: readonly BulkAction[] }) {
  const { t } = useTranslation()
  const { progress, run, stop, close } = useBulk()
  const [asking, setAsking] = useState<BulkAction | null>(null)
  const rows = [...selection.rows].map(([key, label]) => ({ key, label }))
  const begin = async ({ work }: BulkAction, reason?: string) => {
    setAsking(null)
    const { refused, left } = await run(work, rows, reason)
    selection.keepOnly([...refused, ...left].map(({ key }) => key))
  }
  const isBusy = progress?.running === true
  if (selection.rows.size === 0 && !progress) return null
  return (
    <section className={classes.bar} aria-label={t('bulk.result')}>
      {progress && !isBusy && (
        <BulkResult
          progress={progress}
          onClose={close}
          onRetry={() =>
            void run(progress.work, progress.refused, progress.reason).then(({ refused }) => {
              selection.keepOnly(refused.map(({ key }) => key))
            })
          }
        />
      )}
      {isBusy && <Running done={progress.of - progress.left.length} of={progress.of} onStop={stop} />}
      {!isBusy && selection.rows.size > 0 && (
        <div className={classes.line}>
          <strong className={classes.count}>{t('bulk.selected', { count: selection.rows.size })}</strong>
          {selection.full && <span className={classes.quiet}>{t('bulk.limit', { count: mostChosen })}</span>}
          {actions.map((action) => (
            <Button
              key={action.key}
              variant="default"
              leftSection={action.icon}
              onClick={() => (action.undoable && !action.asksReason ? void begin(action) : setAsking(action))}
            >
              {action.work.word}
            </Button>
          ))}
          <Tooltip label={t('bulk.none')}>
            <ActionIcon className={classes.last} aria-label={t('bulk.none')} onClick={selection.clear}>
              <IconX size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      {asking?.asksReason && (
        <ReasonDialog
          title={t('bulk.selected', { count: rows.length })}
          word={asking.work.word}
          onReason={(reason) => void begin(asking, reason)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking && !asking.asksReason && (
        <ConfirmDialog
          title={asking.work.word}
          line={t('bulk.selected', { count: rows.length })}
          count={rows.length}
          word={asking.work.word}
          onConfirm={() => void begin(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}

function Running({ done, of, onStop }: { done: number; of: number; onStop(): void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={classes.line}>
      <span className={classes.count} role="status">
        {t('bulk.running', { done, of })}
      </span>
      <Progress
        className={classes.progress}
        value={(100 * done) / of}
        aria-label={`${format.number(done)} / ${format.number(of)}`}
      />
      <Button variant="default" leftSection={<IconPlayerStop size={16} stroke={1.5} />} onClick={onStop}>
        {t('bulk.stop')}
      </Button>
    </div>
  )
}

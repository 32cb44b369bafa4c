import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CertaintyBadge } from '../certainty-badge.tsx'
import { ConfirmDialog } from '../dialog/confirm-dialog.tsx'
import { LeaveDialog } from '../form/leave-dialog.tsx'
import classes from './kit-page.module.css'

type Open = 'one' | 'many' | 'leave' | null

/** What is asked, and what is said in passing. */
export function Dialogs() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <div className={classes.row}>
      <Button variant="default" onClick={() => setOpen('one')}>
        confirm
      </Button>
      <Button variant="default" onClick={() => setOpen('many')}>
        confirm 312
      </Button>
      <Button variant="default" onClick={() => setOpen('leave')}>
        leave
      </Button>
      <Button
        variant="default"
        onClick={() => notifications.show({ message: <CertaintyBadge certainty="held" />, role: 'status' })}
      >
        toast
      </Button>
      {(open === 'one' || open === 'many') && (
        <ConfirmDialog
          title={t('members.status.archived')}
          line={t('bulk.selected', { count: open === 'many' ? 312 : 3 })}
          count={open === 'many' ? 312 : 3}
          word={t('members.status.archived')}
          onConfirm={close}
          onClose={close}
        />
      )}
      {open === 'leave' && <LeaveDialog onLeave={close} onDiscard={close} onStay={close} />}
    </div>
  )
}

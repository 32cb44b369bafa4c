import { Button } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import type { Member } from './member.ts'
import classes from './member-buttons.module.css'

/** Who is a member no more goes to the archive with one press, and comes back by Ctrl+Z (MB-R63). */
export function ArchiveButton({ member }: { member: Member }) {
  const { t } = useTranslation()
  const may = useMay()
  const { act, busy, refusal, clear } = useAct()
  const goesOn = member.memberships.some(({ status }) => status !== 'expired' && status !== 'cancelled')
  if (goesOn || member.status === 'ARCHIVED' || member.status === 'MERGED' || !may('member_archive')) return null
  return (
    <div className={classes.alone}>
      <Button
        variant="default"
        data-archive
        loading={busy}
        leftSection={<IconArchive size={16} stroke={1.5} />}
        onClick={() => void act('memberships.archive-member', { memberId: member.id })}
      >
        {t('member_more.archive')}
      </Button>
      {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
    </div>
  )
}

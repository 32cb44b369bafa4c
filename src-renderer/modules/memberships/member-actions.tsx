import { IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import type { BulkAction } from '../../kit/bulk/bulk-bar.tsx'

/** What can be done with several members at once, by the person's rights. */
export function useMemberActions(): readonly BulkAction[] {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('member_update')) return []
  const inputOf = (memberId: string, reason: string) => ({ memberId, reason })
  return [
    {
      key: 'suspend',
      icon: <IconUserOff size={16} stroke={1.5} />,
      work: { word: t('members.suspend'), command: 'memberships.suspend-member', inputOf },
      undoable: true,
      asksReason: true,
    },
    {
      key: 'reactivate',
      icon: <IconUserCheck size={16} stroke={1.5} />,
      work: { word: t('members.reactivate'), command: 'memberships.reactivate-member', inputOf },
      undoable: true,
      asksReason: true,
    },
  ]
}

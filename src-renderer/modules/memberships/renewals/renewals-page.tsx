import { SegmentedControl } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../../src-shared/kernel/id.ts'
import { useMay } from '../../../app/desk-status.tsx'
import { Page } from '../../../app/page.tsx'
import type { Words } from '../../../i18n/i18n.ts'
import { useToday } from '../../../i18n/today.ts'
import { type BulkAction, BulkBar } from '../../../kit/bulk/bulk-bar.tsx'
import { DataTable } from '../../../kit/data-table.tsx'
import { Loading } from '../../../kit/loading.tsx'
import { Split } from '../../../kit/split.tsx'
import { Empty, Failed } from '../../../kit/states.tsx'
import type { Choosing } from '../../../kit/table/use-row-choice.ts'
import { useSelection } from '../../../kit/table/use-selection.ts'
import { useFocusReturn } from '../../../kit/use-focus-return.ts'
import { MemberDetail } from '../member-detail.tsx'
import classes from '../members-page.module.css'
import { daysOf, type Part, parts, type RenewalSearch } from './renewal-address.ts'
import { useRenewalColumns } from './use-renewal-columns.tsx'
import { type Ending, useRenewalRows } from './use-renewal-rows.ts'

const route = getRouteApi('/renewals')
const partWords: Record<Part, Words> = {
  overdue: 'renewals.overdue',
  week: 'renewals.week',
  month: 'renewals.month',
}

/** Whose membership ends when: renewed one by one with Enter, or many together (MB-R30). */
export function RenewalsPage() {
  const { t } = useTranslation()
  const { when = 'week', member, sheet } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (change: RenewalSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const detail = member ? (
    <MemberDetail
      key={member}
      memberId={member}
      sheet={sheet}
      onSheet={(next) => go({ sheet: next })}
      onClose={() => go({ member: undefined, sheet: undefined })}
    />
  ) : null
  return (
    <Page name={t('renewals.title')}>
      <Board
        key={when}
        when={when}
        member={member ?? null}
        isForm={sheet !== undefined}
        detail={detail}
        onAddress={go}
      />
    </Page>
  )
}

interface BoardProps {
  when: Part
  member: string | null
  /** Whether a form stands beside the list. */
  isForm: boolean
  detail: React.ReactNode
  onAddress(change: RenewalSearch): void
}

function Board({ when, member, isForm, detail, onAddress }: BoardProps) {
  const { t } = useTranslation()
  const today = useToday()
  const { total, failure, rowAt, onVisible, rowsBetween } = useRenewalRows(daysOf(when, today))
  const columns = useRenewalColumns(today)
  const selection = useSelection()
  const actions = useRenewalActions()
  const choosing: Choosing<Ending> = { selection, labelOf: ({ name }) => name, rowsBetween }
  const list = useRef<HTMLDivElement>(null)
  useFocusReturn(isForm, () => list.current?.querySelector<HTMLElement>('[role=grid]'))
  return (
    <>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={t('renewals.when')}
          data={parts.map((value) => ({ value, label: t(partWords[value]) }))}
          value={when}
          onChange={(value) =>
            onAddress({ when: parts.find((each) => each === value), member: undefined, sheet: undefined })
          }
        />
        {total !== undefined && <span className={classes.total}>{t('renewals.count', { count: total })}</span>}
      </div>
      <Split label={t('members.one')} detail={detail}>
        <div className={classes.list} ref={list}>
          {failure && total === undefined && <Failed failure={failure} />}
          {!failure && total === undefined && <Loading shape="rows" />}
          {total === 0 && <Empty icon={IconRefresh} title={t('renewals.none')} line={t('renewals.none_line')} />}
          {total !== undefined && total > 0 && (
            <DataTable
              label={t('renewals.title')}
              columns={columns}
              {...(actions.length > 0 ? { choosing } : {})}
              count={total}
              rowAt={rowAt}
              keyOf={({ id }) => id}
              selected={openRow(rowAt, total, member)}
              onSelect={({ memberId }) => onAddress({ member: memberId, sheet: undefined })}
              onOpen={({ memberId }) => onAddress({ member: memberId, sheet: 'renew' })}
              onVisible={onVisible}
            />
          )}
        </div>
        <BulkBar selection={selection} actions={actions} />
      </Split>
    </>
  )
}

/** The row of the member who is open; a member may have several memberships, of which the first stands for them. */
function openRow(rowAt: (index: number) => Ending | undefined, total: number, member: string | null): string | null {
  if (member === null) return null
  for (let index = 0; index < total; index += 1) {
    const row = rowAt(index)
    if (row?.memberId === member) return row.id
  }
  return null
}

/** Renewing many together: each is a command of its own, and what was refused stays chosen. */
function useRenewalActions(): readonly BulkAction[] {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('membership_update')) return []
  return [
    {
      key: 'renew',
      icon: <IconRefresh size={16} stroke={1.5} />,
      work: {
        word: t('membership.renew'),
        command: 'memberships.renew',
        inputOf: (membershipId) => ({ membershipId, periodId: newId(), chargeId: newId() }),
      },
      undoable: true,
    },
  ]
}

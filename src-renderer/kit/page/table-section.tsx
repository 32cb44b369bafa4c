import { IconArchive, IconUserOff, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import { CertaintyMark } from '../certainty-badge.tsx'
import { DataTable } from '../data-table.tsx'
import { DayText } from '../date-text.tsx'
import { FilterChips } from '../filter-chips.tsx'
import { Loading } from '../loading.tsx'
import { Money } from '../money.tsx'
import { SlotStatusLabel } from '../slot-shape.tsx'
import { Empty, Failed } from '../states.tsx'
import { ColumnMenu } from '../table/column-menu.tsx'
import type { Column } from '../table/table-props.ts'
import { columnsOfView, useColumnChoice } from '../table/use-column-choice.ts'
import { useSelection } from '../table/use-selection.ts'
import { useCertainties } from '../use-certainties.ts'
import { ViewMenu } from '../views/view-menu.tsx'
import classes from './kit-page.module.css'
import { members, type SampleMember, tenant } from './samples.ts'

/** The list: full, with all that people do to it, then empty, on its way and failed. */
export function TableSection() {
  const { t } = useTranslation()
  return (
    <div className={classes.stack}>
      <FullTable />
      <div className={classes.grid}>
        <div className={classes.framed}>
          <Empty icon={IconUsers} title={t('members.none')} line={t('members.none_line')} />
        </div>
        <div className={classes.framed}>
          <Loading shape="rows" />
        </div>
        <div className={classes.framed}>
          <Failed failure={rejection('desk_unavailable')} />
        </div>
      </div>
    </div>
  )
}

function useColumns(): readonly Column<SampleMember>[] {
  const { t } = useTranslation()
  const certainties = useCertainties()
  return [
    {
      key: 'name',
      header: t('members.column.name'),
      sortable: true,
      cell: ({ id, name }) => (
        <>
          {name} {certainties[id] && <CertaintyMark certainty={certainties[id]} />}
        </>
      ),
    },
    { key: 'code', header: t('members.column.code'), width: '120px', optional: true, cell: ({ code }) => code },
    { key: 'plan', header: t('members.column.plan'), width: '140px', cell: ({ plan }) => plan },
    {
      key: 'status',
      header: t('members.column.status'),
      width: '148px',
      optional: true,
      cell: ({ status }) => <SlotStatusLabel status={status} />,
    },
    {
      key: 'until',
      header: t('members.column.until'),
      width: '132px',
      sortable: true,
      cell: ({ until }) => <DayText day={until} />,
    },
    {
      key: 'due',
      header: t('members.column.standing'),
      width: '132px',
      align: 'end',
      cell: ({ dueMinor }) => <Money minor={dueMinor} currency={tenant.currency} />,
    },
  ]
}

function FullTable() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<string | null>(null)
  const [sorting, setSorting] = useState({ by: 'name', descending: false })
  const [owing, setOwing] = useState(false)
  const setting = useColumnChoice('kit')
  const selection = useSelection()
  const columns = useColumns()
  const rows = owing ? members.filter(({ dueMinor }) => dueMinor > 0) : members
  const work = (word: string, command: string) => ({
    word,
    command,
    inputOf: (memberId: string) => ({ memberId, reason: word }),
  })
  return (
    <div className={`${classes.framed} ${classes.list}`}>
      <div className={classes.tools}>
        <ViewMenu
          screen="kit"
          state={{ filters: owing ? { owing } : {}, columns: setting.choice, sort: null }}
          mayShare
          onApply={({ filters, columns: kept }) => {
            setOwing(filters.owing === true)
            setting.set(columnsOfView(kept))
          }}
        />
        <FilterChips
          label={t('members.filters')}
          chips={[{ key: 'owing', label: t('members.filter.past_due'), on: owing }]}
          onToggle={() => setOwing(!owing)}
        />
        <span className={classes.end}>{t('members.count', { count: rows.length })}</span>
        <ColumnMenu columns={columns} setting={setting} />
      </div>
      <div className={classes.fill}>
        <DataTable
          label={t('members.title')}
          columns={columns}
          setting={setting}
          choosing={{
            selection,
            labelOf: ({ name }) => name,
            rowsBetween: (first, last) => rows.slice(first, last + 1).map(({ id, name }) => ({ key: id, label: name })),
          }}
          count={rows.length}
          rowAt={(index) => rows[index]}
          keyOf={({ id }) => id}
          selected={open}
          onSelect={({ id }) => setOpen(id)}
          sorting={{ ...sorting, onSort: (by, descending) => setSorting({ by, descending }) }}
        />
      </div>
      <BulkBar
        selection={selection}
        actions={[
          {
            key: 'suspend',
            icon: <IconUserOff size={16} stroke={1.5} />,
            work: work(t('members.status.suspended'), 'memberships.suspend-member'),
            undoable: true,
          },
          {
            key: 'archive',
            icon: <IconArchive size={16} stroke={1.5} />,
            work: work(t('members.status.archived'), 'memberships.archive-member'),
            undoable: false,
          },
        ]}
      />
    </div>
  )
}

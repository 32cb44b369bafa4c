import { Button } from '@mantine/core'
import { IconPlus, IconUsers } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useToday } from '../../i18n/today.ts'
import { BulkBar } from '../../kit/bulk/bulk-bar.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty, Failed } from '../../kit/states.tsx'
import { useColumnChoice } from '../../kit/table/use-column-choice.ts'
import type { Choosing } from '../../kit/table/use-row-choice.ts'
import { useSelection } from '../../kit/table/use-selection.ts'
import { useFocusReturn } from '../../kit/use-focus-return.ts'
import { EnrolForm } from './enrol-form.tsx'
import { useMemberActions } from './member-actions.tsx'
import { useMemberColumns } from './member-columns.tsx'
import { MemberDetail } from './member-detail.tsx'
import { filtersOf, type MemberSearch, memberSorts } from './member-filters.ts'
import { MemberTools } from './member-tools.tsx'
import classes from './members-page.module.css'
import { type MemberRow, useMemberRows } from './use-member-rows.ts'

const route = getRouteApi('/members')

/** Everybody who is or was a member: found by a few letters, narrowed by chips, opened beside the list. */
export function MembersPage() {
  const { t } = useTranslation()
  const may = useMay()
  const address = route.useSearch()
  const navigate = route.useNavigate()
  const go = (change: MemberSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const close = () => go({ member: undefined, sheet: undefined, first: undefined })
  const pane = useRef<HTMLDivElement>(null)
  const enrol = may('member_create') && (
    <Button
      leftSection={<IconPlus size={16} stroke={1.75} />}
      onClick={() => go({ sheet: 'enrol', member: undefined })}
    >
      {t('members.new')}
    </Button>
  )
  const detail =
    address.sheet === 'enrol' ? (
      <EnrolForm
        onClose={close}
        onDone={(member) => (address.first ? void navigate({ to: '/' }) : go({ member, sheet: undefined }))}
      />
    ) : address.member ? (
      <MemberDetail
        key={address.member}
        memberId={address.member}
        sheet={address.sheet}
        onSheet={(sheet) => go({ sheet })}
        onClose={close}
      />
    ) : null
  return (
    <Page name={t('members.title')} action={enrol}>
      <Members
        address={address}
        onAddress={go}
        detail={detail && <div ref={pane}>{detail}</div>}
        onOpen={() => pane.current?.querySelector<HTMLElement>('button, a')?.focus()}
      />
    </Page>
  )
}

interface MembersProps {
  address: MemberSearch
  onAddress(change: MemberSearch): void
  detail: React.ReactNode
  onOpen(): void
}

function Members({ address, onAddress, detail, onOpen }: MembersProps) {
  const { t } = useTranslation()
  const today = useToday()
  const { total, failure, rowAt, onVisible, rowsBetween } = useMemberRows(filtersOf(address, today))
  const columns = useMemberColumns()
  const setting = useColumnChoice('members')
  const selection = useSelection()
  const actions = useMemberActions()
  const choosing: Choosing<MemberRow> = { selection, labelOf: ({ name }) => name, rowsBetween }
  const list = useRef<HTMLDivElement>(null)
  useFocusReturn(address.sheet !== undefined, () => list.current?.querySelector<HTMLElement>('[role=grid]'))
  const narrowed = Boolean(address.search ?? address.filter)
  return (
    <>
      <MemberTools address={address} onAddress={onAddress} columns={columns} setting={setting} total={total} />
      <Split label={t('members.one')} detail={detail}>
        <div className={classes.list} ref={list}>
          {failure && total === undefined && <Failed failure={failure} />}
          {!failure && total === undefined && <Loading shape="rows" />}
          {total === 0 && (
            <Empty
              icon={IconUsers}
              title={narrowed ? t('members.none_found') : t('members.none')}
              line={narrowed ? t('members.none_found_line') : t('members.none_line')}
            >
              {narrowed ? (
                <Button variant="default" onClick={() => onAddress({ search: undefined, filter: undefined })}>
                  {t('members.show_all')}
                </Button>
              ) : undefined}
            </Empty>
          )}
          {total !== undefined && total > 0 && (
            <DataTable
              label={t('members.title')}
              columns={columns}
              setting={setting}
              {...(actions.length > 0 ? { choosing } : {})}
              count={total}
              rowAt={rowAt}
              keyOf={(row) => row.id}
              selected={address.member ?? null}
              onSelect={(row) => onAddress({ member: row.id, sheet: undefined })}
              onOpen={onOpen}
              onVisible={onVisible}
              sorting={{
                by: address.sort ?? 'name',
                descending: false,
                onSort: (by) => onAddress({ sort: memberSorts.find((known) => known === by) }),
              }}
            />
          )}
        </div>
        <BulkBar selection={selection} actions={actions} />
      </Split>
    </>
  )
}

import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconSearch, IconUsers } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useToday } from '../../i18n/today.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { FilterChips } from '../../kit/filter-chips.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty, Failed } from '../../kit/states.tsx'
import { useFocusReturn } from '../../kit/use-focus-return.ts'
import { EnrolForm } from './enrol-form.tsx'
import { useMemberColumns } from './member-columns.tsx'
import { MemberDetail } from './member-detail.tsx'
import { filtersOf, type MemberSearch, memberFilters, memberFilterWords, memberSorts } from './member-filters.ts'
import classes from './members-page.module.css'
import { useMemberRows } from './use-member-rows.ts'

const route = getRouteApi('/members')

/** Everybody who is or was a member: found by a few letters, narrowed by chips, opened beside the list. */
export function MembersPage() {
  const { t } = useTranslation()
  const may = useMay()
  const address = route.useSearch()
  const navigate = route.useNavigate()
  const go = (change: MemberSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const today = useToday()
  const { total, failure, rowAt, onVisible } = useMemberRows(filtersOf(address, today))
  const columns = useMemberColumns()
  const pane = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useFocusReturn(address.sheet !== undefined, () => list.current?.querySelector<HTMLElement>('[role=grid]'))
  const close = () => go({ member: undefined, sheet: undefined, first: undefined })
  const narrowed = Boolean(address.search ?? address.filter)
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
      <div className={classes.tools}>
        <SearchField value={address.search ?? ''} onChange={(search) => go({ search: search || undefined })} />
        <FilterChips
          label={t('members.filters')}
          chips={memberFilters.map((key) => ({ key, label: t(memberFilterWords[key]), on: address.filter === key }))}
          onToggle={(key) => go({ filter: memberFilters.find((known) => known === key && known !== address.filter) })}
        />
        {total !== undefined && <span className={classes.total}>{t('members.count', { count: total })}</span>}
      </div>
      <Split label={t('members.one')} detail={detail && <div ref={pane}>{detail}</div>}>
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
                <Button variant="default" onClick={() => go({ search: undefined, filter: undefined })}>
                  {t('members.show_all')}
                </Button>
              ) : undefined}
            </Empty>
          )}
          {total !== undefined && total > 0 && (
            <DataTable
              label={t('members.title')}
              columns={columns}
              count={total}
              rowAt={rowAt}
              keyOf={(row) => row.id}
              selected={address.member ?? null}
              onSelect={(row) => go({ member: row.id, sheet: undefined })}
              onOpen={() => pane.current?.querySelector<HTMLElement>('button, a')?.focus()}
              onVisible={onVisible}
              sorting={{
                by: address.sort ?? 'name',
                descending: false,
                onSort: (by) => go({ sort: memberSorts.find((known) => known === by) }),
              }}
            />
          )}
        </div>
      </Split>
    </Page>
  )
}

/** So long after the last letter the list is asked (ms): every letter would be a question of its own. */
const restless = 120

function SearchField({ value, onChange }: { value: string; onChange(text: string): void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const [given, setGiven] = useState(value)
  if (given !== value) {
    setGiven(value)
    setText(value)
  }
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text), restless)
    return () => clearTimeout(timer)
  })
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={t('members.search')}
      placeholder={t('members.search')}
      leftSection={<IconSearch size={16} stroke={1.5} />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

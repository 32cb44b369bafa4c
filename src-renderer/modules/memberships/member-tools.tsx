import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { usualTiming } from '../../box/wedge.ts'
import { FilterChips } from '../../kit/filter-chips.tsx'
import { ColumnMenu } from '../../kit/table/column-menu.tsx'
import { type ColumnSetting, columnsOfView } from '../../kit/table/use-column-choice.ts'
import { ViewMenu } from '../../kit/views/view-menu.tsx'
import { type MemberSearch, memberFilters, memberFilterWords, memberSorts } from './member-filters.ts'
import classes from './members-page.module.css'

interface Props {
  address: MemberSearch
  onAddress(change: MemberSearch): void
  columns: readonly { key: string; header: string }[]
  setting: ColumnSetting
  total: number | undefined
}

/** Over the list of members: how it is looked at, found in, narrowed, and which columns it has. */
export function MemberTools({ address, onAddress, columns, setting, total }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const { search, filter, sort } = address
  return (
    <div className={classes.tools}>
      <ViewMenu
        screen="members"
        state={{
          filters: { ...(search ? { search } : {}), ...(filter ? { filter } : {}) },
          columns: setting.choice,
          sort: sort ? { by: sort } : null,
        }}
        mayShare={may('view_share')}
        onApply={({ filters, columns: kept, sort: order }) => {
          onAddress({
            search: typeof filters.search === 'string' ? filters.search : undefined,
            filter: memberFilters.find((known) => known === filters.filter),
            sort: memberSorts.find((known) => known === order?.by),
          })
          setting.set(columnsOfView(kept))
        }}
      />
      <SearchField value={search ?? ''} onChange={(text) => onAddress({ search: text || undefined })} />
      <FilterChips
        label={t('members.filters')}
        chips={memberFilters.map((key) => ({ key, label: t(memberFilterWords[key]), on: filter === key }))}
        onToggle={(key) => onAddress({ filter: memberFilters.find((known) => known === key && known !== filter) })}
      />
      {total !== undefined && <span className={classes.total}>{t('members.count', { count: total })}</span>}
      <ColumnMenu columns={columns} setting={setting} />
    </div>
  )
}

/**
 * So long after the last letter the list is asked (ms): every letter would be a question of its own. Longer than it takes
 * to tell a code that ends by silence (DX-R22): that is taken out of the field again, and is to be asked nowhere.
 */
const restless = usualTiming.silence + 40

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

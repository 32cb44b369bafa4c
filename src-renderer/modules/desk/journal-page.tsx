import { TextInput } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useHere } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useJournalEntry } from '../../desk/hooks.tsx'
import { useTenant } from '../../i18n/tenant.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { DayField } from '../../kit/day-field.tsx'
import { FilterChips } from '../../kit/filter-chips.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty } from '../../kit/states.tsx'
import { commandWords } from './command-words.ts'
import { useEntryColumns } from './entry-columns.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { isNarrowed, type JournalSearch, journalStates, journalStateWords } from './journal-filters.ts'
import classes from './journal-page.module.css'
import { useJournal } from './use-journal.ts'
import { UndoButton } from './use-undo.tsx'

const route = getRouteApi('/journal')

/** Everything that was done on this desk, newest first, each with how sure it is; narrowed by its address. */
export function JournalPage() {
  const { t } = useTranslation()
  const address = route.useSearch()
  const navigate = route.useNavigate()
  const go = (change: JournalSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const { entries, onVisible } = useFound(address)
  const columns = useEntryColumns()
  const open = useJournalEntry(address.entry ?? null)
  return (
    <Page name={t('journal.title')} action={<UndoButton />}>
      <JournalTools address={address} go={go} />
      <Split
        label={t('entry.one')}
        detail={open ? <EntryDetail entry={open} onClose={() => go({ entry: undefined })} /> : null}
      >
        {!entries && <Loading shape="rows" />}
        {entries?.length === 0 && (
          <Empty
            icon={IconHistory}
            title={isNarrowed(address) ? t('journal.none_found') : t('journal.empty')}
            line={isNarrowed(address) ? t('journal.none_found_line') : t('journal.empty_line')}
          />
        )}
        {entries && entries.length > 0 && (
          <DataTable
            label={t('journal.title')}
            columns={columns}
            count={entries.length}
            rowAt={(index) => entries[index]}
            keyOf={({ id }) => id}
            selected={address.entry ?? null}
            onSelect={({ id }) => go({ entry: id })}
            onVisible={onVisible}
          />
        )}
      </Split>
    </Page>
  )
}

function useFound({ entry: _open, mine, ...search }: JournalSearch) {
  const { t } = useTranslation()
  const { timeZone } = useTenant()
  const actor = useHere().user?.id
  const filter = {
    ...{ ...search, timeZone, actor: mine ? actor : undefined },
    called: ({ name }: { name: string }) => t(commandWords(name)),
  }
  return useJournal(JSON.stringify([search, mine, actor]), filter)
}

function JournalTools({ address, go }: { address: JournalSearch; go(change: JournalSearch): void }) {
  const { t } = useTranslation()
  const states = journalStates.map((key) => ({ key, label: t(journalStateWords[key]), on: address.state === key }))
  const mine = { key: 'mine', label: t('journal.mine'), on: address.mine === true }
  const toggle = (key: string) => {
    if (key === 'mine') go({ mine: address.mine ? undefined : true })
    else go({ state: journalStates.find((state) => state === key && state !== address.state) })
  }
  return (
    <div className={classes.tools}>
      <TextInput
        className={classes.search}
        aria-label={t('journal.search')}
        placeholder={t('journal.search')}
        leftSection={<IconSearch size={16} stroke={1.5} />}
        value={address.text ?? ''}
        onChange={(event) => go({ text: event.currentTarget.value || undefined })}
      />
      <div className={classes.day}>
        <DayField
          clearable
          label={t('journal.from')}
          value={address.from ?? null}
          onChange={(from) => go({ from: from ?? undefined })}
        />
      </div>
      <div className={classes.day}>
        <DayField
          clearable
          label={t('journal.to')}
          value={address.to ?? null}
          onChange={(to) => go({ to: to ?? undefined })}
        />
      </div>
      <FilterChips label={t('journal.filters')} chips={[...states, mine]} onToggle={toggle} />
    </div>
  )
}

import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../app/page.tsx'
import { useOutbox } from '../../desk/hooks.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty } from '../../kit/states.tsx'
import { useEntryColumns } from './entry-columns.tsx'
import { EntryDetail } from './entry-detail.tsx'

/** What waits here for the server's word, in the order in which it was given. */
export function OutboxPage() {
  const { t } = useTranslation()
  const entries = useOutbox()
  const columns = useEntryColumns()
  const [chosen, setChosen] = useState<string | null>(null)
  const open = entries?.find(({ id }) => id === chosen)
  return (
    <Page name={t('outbox.title')}>
      {!entries && <Loading shape="rows" />}
      {entries?.length === 0 && <Empty icon={IconSend} title={t('outbox.empty')} line={t('outbox.empty_line')} />}
      {entries && entries.length > 0 && (
        <Split
          label={t('entry.one')}
          detail={open ? <EntryDetail entry={open} onClose={() => setChosen(null)} /> : null}
        >
          <DataTable
            label={t('outbox.title')}
            columns={columns}
            count={entries.length}
            rowAt={(index) => entries[index]}
            keyOf={({ id }) => id}
            selected={chosen}
            onSelect={({ id }) => setChosen(id)}
          />
        </Split>
      )}
    </Page>
  )
}

import { IconReceipt } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../../app/page.tsx'
import { useJournalEntry } from '../../desk/hooks.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty } from '../../kit/states.tsx'
import { useEntryColumns } from './entry-columns.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { useReceipts } from './use-receipts.ts'
import { UndoButton } from './use-undo.tsx'

const route = getRouteApi('/receipts')

/** Everything that was done on this desk, newest first, each with how sure it is. */
export function ReceiptsPage() {
  const { t } = useTranslation()
  const { entry: chosen } = route.useSearch()
  const navigate = route.useNavigate()
  const choose = (entry: string | undefined) => void navigate({ search: { entry }, replace: true })
  const { entries, onVisible } = useReceipts()
  const columns = useEntryColumns()
  const open = useJournalEntry(chosen ?? null)
  return (
    <Page name={t('receipts.title')} action={<UndoButton />}>
      {!entries && <Loading shape="rows" />}
      {entries?.length === 0 && (
        <Empty icon={IconReceipt} title={t('receipts.empty')} line={t('receipts.empty_line')} />
      )}
      {entries && entries.length > 0 && (
        <Split
          label={t('entry.one')}
          detail={open ? <EntryDetail entry={open} onClose={() => choose(undefined)} /> : null}
        >
          <DataTable
            label={t('receipts.title')}
            columns={columns}
            count={entries.length}
            rowAt={(index) => entries[index]}
            keyOf={({ id }) => id}
            selected={chosen ?? null}
            onSelect={({ id }) => choose(id)}
            onVisible={onVisible}
          />
        </Split>
      )}
    </Page>
  )
}

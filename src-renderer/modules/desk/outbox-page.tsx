import { Button } from '@mantine/core'
import { IconDownload, IconLifebuoy, IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useOutbox } from '../../desk/hooks.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty } from '../../kit/states.tsx'
import { useEntryColumns } from './entry-columns.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { SaveForm } from './rescue/save-form.tsx'

/** What waits here for the server's word, in the order in which it was given. */
export function OutboxPage() {
  const { t } = useTranslation()
  const entries = useOutbox()
  const columns = useEntryColumns()
  const [chosen, setChosen] = useState<string | null>(null)
  const may = useMay()
  const [saving, setSaving] = useState(false)
  const open = entries?.find(({ id }) => id === chosen)
  const count = entries?.length ?? 0
  const rescue = (
    <>
      {may('desk_rescue') && (
        <Button
          variant="default"
          leftSection={<IconLifebuoy size={16} stroke={1.5} />}
          renderRoot={(props) => <Link to="/rescue" {...props} />}
        >
          {t('rescue.title')}
        </Button>
      )}
      {count > 0 && (
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.5} />}
          disabled={saving}
          onClick={() => setSaving(true)}
        >
          {t('rescue.save')}
        </Button>
      )}
    </>
  )
  const detail =
    saving && count > 0 ? (
      <SaveForm count={count} onClose={() => setSaving(false)} />
    ) : open ? (
      <EntryDetail entry={open} onClose={() => setChosen(null)} />
    ) : null
  return (
    <Page name={t('outbox.title')} action={rescue}>
      {!entries && <Loading shape="rows" />}
      {entries?.length === 0 && <Empty icon={IconSend} title={t('outbox.empty')} line={t('outbox.empty_line')} />}
      {entries && entries.length > 0 && (
        <Split label={t('entry.one')} detail={detail}>
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

import { Button } from '@mantine/core'
import { IconFolderOpen, IconLifebuoy } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '../../../../src-shared/kernel/rejection.ts'
import { Page } from '../../../app/page.tsx'
import { useDesk } from '../../../desk/hooks.tsx'
import { useFormat } from '../../../i18n/format.ts'
import type { JournalEntry } from '../../../journal/entry.ts'
import { DataTable } from '../../../kit/data-table.tsx'
import { Loading } from '../../../kit/loading.tsx'
import { Split } from '../../../kit/split.tsx'
import { Empty } from '../../../kit/states.tsx'
import type { Column } from '../../../kit/table/table-props.ts'
import classes from '../../memberships/members-page.module.css'
import { useEntryColumns } from '../entry-columns.tsx'
import { HeldDetail } from './held-detail.tsx'
import { OpenForm } from './open-form.tsx'
import type { OpenedWork } from './open-work.ts'
import { type Standing, standingOf, standingWords } from './standing.ts'
import { useArrived } from './use-arrived.ts'
import { useOpenedWork, useOwnEntries } from './use-opened-work.ts'

/** Work that was saved on a desk which may not come back: each command waits for somebody to decide it (DX-R35). */
export function RescuePage() {
  const { t } = useTranslation()
  const { works, keep } = useOpenedWork()
  const [opening, setOpening] = useState(false)
  const work = works?.at(-1)
  const action = (
    <Button
      leftSection={<IconFolderOpen size={16} stroke={1.75} />}
      disabled={opening}
      onClick={() => setOpening(true)}
    >
      {t('rescue.open')}
    </Button>
  )
  const form = opening ? (
    <OpenForm
      onClose={() => setOpening(false)}
      onOpened={(opened) => {
        setOpening(false)
        const others = works?.filter(({ savedId }) => savedId !== opened.savedId) ?? []
        const before = works?.find(({ savedId }) => savedId === opened.savedId)
        keep([...others, { ...opened, left: before?.left ?? [] }])
      }}
    />
  ) : null
  return (
    <Page name={t('rescue.title')} action={action}>
      {!works && <Loading shape="rows" />}
      {works && !work && (
        <Split label={t('rescue.open')} detail={form}>
          <Empty icon={IconLifebuoy} title={t('rescue.none')} line={t('rescue.none_line')} />
        </Split>
      )}
      {work && (
        <HeldWork
          key={work.savedId}
          work={work}
          form={form}
          onChange={(next) => keep(works?.map((each) => (each.savedId === next.savedId ? next : each)) ?? [next])}
          onDone={() => keep(works?.filter(({ savedId }) => savedId !== work.savedId) ?? [])}
        />
      )}
    </Page>
  )
}

function HeldWork({
  work,
  form,
  onChange,
  onDone,
}: {
  work: OpenedWork
  form: ReactNode
  onChange(work: OpenedWork): void
  onDone(): void
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const desk = useDesk()
  const ids = useMemo(() => work.entries.map(({ id }) => id), [work.entries])
  const own = useOwnEntries(ids)
  const arrived = useArrived(ids)
  const [chosen, setChosen] = useState<string | null>(null)
  const standing = (id: string): Standing => standingOf(id, work, own.get(id), arrived.get(id))
  const columns = useHeldColumns(standing)
  const waiting = work.entries.filter(({ id }) => standing(id) === 'waiting')
  const open = work.entries.find(({ id }) => id === chosen)
  const take = async (entry: JournalEntry): Promise<Rejection | null> => {
    const answer = await desk.adopt(entry, work.savedId)
    if (answer.state === 'refused') return answer.rejection
    return answer.state === 'failed' ? answer.failure : null
  }
  const takeAll = async () => {
    // In the order in which they were given: later ones may lean on earlier ones.
    for (const entry of waiting) await take(entry)
  }
  return (
    <>
      <div className={classes.tools}>
        <span>{t('rescue.from', { desk: work.desk.name, at: format.moment(work.savedAt) })}</span>
        {waiting.length > 0 ? (
          <Button variant="default" onClick={() => void takeAll()}>
            {t('rescue.take_all', { count: waiting.length })}
          </Button>
        ) : (
          <Button variant="default" onClick={onDone}>
            {t('rescue.done')}
          </Button>
        )}
        <span className={classes.total}>{t('rescue.waiting', { count: waiting.length })}</span>
      </div>
      <Split
        label={t('entry.one')}
        detail={
          form ??
          (open ? (
            <HeldDetail
              key={open.id}
              entry={open}
              standing={standing(open.id)}
              own={own.get(open.id)}
              onTake={() => take(open)}
              onLeave={() => onChange({ ...work, left: [...work.left, open.id] })}
              onClose={() => setChosen(null)}
            />
          ) : null)
        }
      >
        <DataTable
          label={t('rescue.title')}
          columns={columns}
          count={work.entries.length}
          rowAt={(index) => work.entries[index]}
          keyOf={({ id }) => id}
          selected={chosen}
          onSelect={({ id }) => setChosen(id)}
        />
      </Split>
    </>
  )
}

/** The columns of every list of commands, with how each stands in the place of how sure it is. */
function useHeldColumns(standing: (id: string) => Standing): readonly Column<JournalEntry>[] {
  const { t } = useTranslation()
  const columns = useEntryColumns()
  return columns.map((column) =>
    column.key === 'certainty'
      ? { ...column, header: t('rescue.standing.title'), cell: ({ id }) => t(standingWords[standing(id)]) }
      : column,
  )
}

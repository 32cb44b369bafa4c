import { IconHourglass } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { locations as locationsQuery } from '../../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { waitlist } from '../../../../src-shared/modules/plant-slots/waitlist-query.ts'
import { Page } from '../../../app/page.tsx'
import { useWatch } from '../../../desk/hooks.tsx'
import { DataTable } from '../../../kit/data-table.tsx'
import { FilterChips } from '../../../kit/filter-chips.tsx'
import { Loading } from '../../../kit/loading.tsx'
import { Split } from '../../../kit/split.tsx'
import { Empty, Failed } from '../../../kit/states.tsx'
import { useWaitingRows } from './use-waiting-rows.ts'
import type { WaitingSearch } from './waiting-address.ts'
import { useWaitingColumns } from './waiting-columns.tsx'
import { WaitingDetail } from './waiting-detail.tsx'
import classes from './waiting-page.module.css'
import { waitingKindWords } from './waiting-words.ts'

const route = getRouteApi('/waiting')

/** Who waits for slots, in the order in which they are served, with what is on offer to them (PS-R30 to R33). */
export function WaitingPage() {
  const { t } = useTranslation()
  const address = route.useSearch()
  const navigate = route.useNavigate()
  const go = (change: WaitingSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const { total, failure, rowAt, onVisible } = useWaitingRows(address)
  const columns = useWaitingColumns()
  const pane = useRef<HTMLDivElement>(null)
  const narrowed = address.kind !== undefined || address.location !== undefined
  const close = () => go({ entry: undefined })
  return (
    <Page name={t('waiting.title')}>
      <Filters address={address} total={total} onAddress={go} />
      <Split
        label={t('waiting.one')}
        detail={
          address.entry ? (
            <div ref={pane}>
              <OpenEntry key={address.entry} entryId={address.entry} onClose={close} />
            </div>
          ) : null
        }
      >
        <div className={classes.list}>
          {failure && total === undefined && <Failed failure={failure} />}
          {!failure && total === undefined && <Loading shape="rows" />}
          {total === 0 && (
            <Empty
              icon={IconHourglass}
              title={narrowed ? t('waiting.none_such') : t('waiting.none')}
              {...(narrowed ? {} : { line: t('waiting.none_line') })}
            />
          )}
          {total !== undefined && total > 0 && (
            <DataTable
              label={t('waiting.title')}
              columns={columns}
              count={total}
              rowAt={rowAt}
              keyOf={({ id }) => id}
              selected={address.entry ?? null}
              onSelect={({ id }) => go({ entry: id })}
              onOpen={() => pane.current?.querySelector<HTMLElement>('[data-action], button')?.focus()}
              onVisible={onVisible}
            />
          )}
        </div>
      </Split>
    </Page>
  )
}

function Filters({
  address,
  total,
  onAddress,
}: {
  address: WaitingSearch
  total: number | undefined
  onAddress(change: WaitingSearch): void
}) {
  const { t } = useTranslation()
  const { value: locations = [] } = useWatch(locationsQuery, {})
  const kinds = (['owed', 'wanted'] as const).map((kind) => ({
    key: kind,
    label: t(waitingKindWords[kind]),
    on: address.kind === kind,
  }))
  const places = locations.map(({ id, name }) => ({ key: id, label: name, on: address.location === id }))
  return (
    <div className={classes.tools}>
      <FilterChips
        label={t('waiting.filter_kind')}
        chips={kinds}
        onToggle={(key) =>
          onAddress({
            kind: (['owed', 'wanted'] as const).find((kind) => kind === key && kind !== address.kind),
            entry: undefined,
          })
        }
      />
      {places.length > 1 && (
        <FilterChips
          label={t('waiting.filter_location')}
          chips={places}
          onToggle={(key) => onAddress({ location: key === address.location ? undefined : key, entry: undefined })}
        />
      )}
      {total !== undefined && <span className={classes.total}>{t('waiting.count', { count: total })}</span>}
    </div>
  )
}

/** The entry of the address, wherever it stands in the line; who waits no longer is told so. */
function OpenEntry({ entryId, onClose }: { entryId: string; onClose(): void }) {
  const { t } = useTranslation()
  const { value, failure } = useWatch(waitlist, { entryId, page: 1, limit: 1 }, entryId)
  if (!value) return failure ? <Failed failure={failure} /> : <Loading shape="detail" />
  const [entry] = value.entries
  if (!entry) return <Empty icon={IconHourglass} title={t('waiting.gone')} line={t('waiting.gone_line')} />
  return <WaitingDetail entry={entry} onClose={onClose} />
}

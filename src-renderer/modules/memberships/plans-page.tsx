import { Button } from '@mantine/core'
import { IconPlus, IconTicket } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { plan as planQuery } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useCertainty, useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { FilterChips } from '../../kit/filter-chips.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Money } from '../../kit/money.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty, Failed } from '../../kit/states.tsx'
import type { Column } from '../../kit/table/table-props.ts'
import { useFocusReturn } from '../../kit/use-focus-return.ts'
import { StoryMark } from '../desk/story-hover.tsx'
import memberClasses from './member-columns.module.css'
import classes from './members-page.module.css'
import { PlanDetail } from './plan-detail.tsx'
import { NewPlanForm } from './plan-form.tsx'
import { PlanOrder } from './plan-order.tsx'
import { usePlanDuration } from './plan-words.ts'
import { type PlanRow, usePlanRows } from './use-plan-rows.ts'

/** What the address of the plans' screen holds. */
export const planSearch = z.object({
  plan: z.string().max(100).optional().catch(undefined),
  archived: z.boolean().optional().catch(undefined),
  sheet: z.enum(['new']).optional().catch(undefined),
  /** Opened from the first steps, to which the way leads back. */
  first: z.boolean().optional().catch(undefined),
})
type PlanSearch = z.infer<typeof planSearch>

const route = getRouteApi('/plans')

/** What the organisation sells: each plan with its terms and how many have it, opened beside the list. */
export function PlansPage() {
  const { t } = useTranslation()
  const may = useMay()
  const address = route.useSearch()
  const navigate = route.useNavigate()
  const go = (change: PlanSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const { total, failure, rows, rowAt, onVisible } = usePlanRows(address.archived ? 'ARCHIVED' : 'ACTIVE')
  const columns = usePlanColumns()
  const list = useRef<HTMLDivElement>(null)
  const pane = useRef<HTMLDivElement>(null)
  useFocusReturn(address.sheet !== undefined, () => list.current?.querySelector<HTMLElement>('[role=grid]'))
  const close = () => go({ plan: undefined, sheet: undefined, first: undefined })
  const mayManage = may('membership_plan_manage')
  const create = mayManage && (
    <Button
      leftSection={<IconPlus size={16} stroke={1.75} />}
      disabled={address.sheet === 'new'}
      onClick={() => go({ sheet: 'new', plan: undefined })}
    >
      {t('plans.new')}
    </Button>
  )
  const detail =
    address.sheet === 'new' && mayManage ? (
      <NewPlanForm
        onClose={close}
        onDone={(plan) =>
          address.first ? void navigate({ to: '/' }) : go({ plan, sheet: undefined, archived: undefined })
        }
      />
    ) : address.plan ? (
      <OpenPlan key={address.plan} planId={address.plan} onClose={close} />
    ) : null
  return (
    <Page name={t('plans.title')} action={create}>
      <div className={classes.tools}>
        <FilterChips
          label={t('plans.filters')}
          chips={[{ key: 'archived', label: t('plans.archived'), on: address.archived === true }]}
          onToggle={() => go({ archived: address.archived ? undefined : true, plan: undefined })}
        />
        {mayManage && address.plan && !address.archived && (
          <span className={classes.total}>
            <PlanOrder plans={rows} planId={address.plan} />
          </span>
        )}
        {total !== undefined && <span className={classes.total}>{t('plans.count', { count: total })}</span>}
      </div>
      <Split label={t('plans.one')} detail={detail && <div ref={pane}>{detail}</div>}>
        <div className={classes.list} ref={list}>
          {failure && total === undefined && <Failed failure={failure} />}
          {!failure && total === undefined && <Loading shape="rows" />}
          {total === 0 && (
            <Empty
              icon={IconTicket}
              title={address.archived ? t('plans.none_archived') : t('plans.none')}
              line={address.archived ? undefined : t('plans.none_line')}
            >
              {create && !address.archived && address.sheet !== 'new' && (
                <Button variant="default" onClick={() => go({ sheet: 'new', plan: undefined })}>
                  {t('plans.new')}
                </Button>
              )}
            </Empty>
          )}
          {total !== undefined && total > 0 && (
            <DataTable
              label={t('plans.title')}
              columns={columns}
              count={total}
              rowAt={rowAt}
              keyOf={(row) => row.id}
              selected={address.plan ?? null}
              onSelect={(row) => go({ plan: row.id, sheet: undefined })}
              onOpen={() => pane.current?.querySelector<HTMLElement>('button, a')?.focus()}
              onVisible={onVisible}
            />
          )}
        </div>
      </Split>
    </Page>
  )
}

/** The plan of the address, wherever it stands in the list. */
function OpenPlan({ planId, onClose }: { planId: string; onClose(): void }) {
  const { value, failure } = useWatch(planQuery, { planId }, planId)
  if (!value) return failure ? <Failed failure={failure} /> : <Loading shape="detail" />
  return <PlanDetail plan={value} onClose={onClose} />
}

function usePlanColumns(): readonly Column<PlanRow>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const duration = usePlanDuration()
  return useMemo(
    () => [
      { key: 'name', header: t('plans.column.name'), cell: (row) => <Name plan={row} /> },
      { key: 'duration', header: t('plans.column.duration'), width: '136px', cell: ({ terms }) => duration(terms) },
      {
        key: 'slots',
        header: t('plans.column.slots'),
        width: '96px',
        align: 'end',
        cell: ({ terms }) => format.number(terms.slotAllocation),
      },
      {
        key: 'price',
        header: t('plans.column.price'),
        width: '128px',
        align: 'end',
        cell: ({ terms }) => <Money minor={terms.priceMinor} currency={terms.currency} />,
      },
      {
        key: 'members',
        header: t('plans.column.members'),
        width: '152px',
        align: 'end',
        optional: true,
        cell: ({ activeMembers }) => format.number(activeMembers),
      },
    ],
    [t, format, duration],
  )
}

function Name({ plan }: { plan: PlanRow }) {
  const open = useCertainty(plan.id)
  return (
    <span className={memberClasses.name}>
      <span className={memberClasses.text}>{plan.name}</span>
      {open && <StoryMark certainty={open} rowId={plan.id} />}
    </span>
  )
}

import { Button } from '@mantine/core'
import { IconArchive, IconArrowBackUp, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { locations as locationsQuery } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useCertainty, useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { DetailHead, Facts, Section } from '../../kit/detail.tsx'
import { ConfirmDialog } from '../../kit/dialog/confirm-dialog.tsx'
import { Money } from '../../kit/money.tsx'
import { OnlineButton } from '../../kit/online-button.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import classes from './member-detail.module.css'
import { EditPlanForm } from './plan-form.tsx'
import { usePlanDuration } from './plan-words.ts'
import type { PlanRow } from './use-plan-rows.ts'

/** A plan with how many memberships it ever had: with none it can be deleted (MB-R9). */
type OpenedPlan = PlanRow & { memberships: number }
/** What is asked before it is done. */
type Asked = 'archive' | 'delete'

/** One plan: what it gives, how many have it, and the way to change it or take it off the offer (MB-R8). */
export function PlanDetail({ plan, onClose }: { plan: OpenedPlan; onClose(): void }) {
  const { t } = useTranslation()
  const may = useMay()
  const certainty = useCertainty(plan.id)
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState<Asked | null>(null)
  const { act, busy, refusal, clear } = useAct()
  if (editing) return <EditPlanForm plan={plan} onClose={() => setEditing(false)} />
  const archived = plan.status === 'ARCHIVED'
  const move = () => {
    setAsking(null)
    void act(archived ? 'memberships.restore-plan' : 'memberships.archive-plan', { planId: plan.id })
  }
  const remove = async () => {
    setAsking(null)
    if (await act('memberships.delete-plan', { planId: plan.id })) onClose()
  }
  return (
    <>
      <DetailHead
        title={plan.name}
        line={
          <>
            {archived && <span>{t('plans.archived')}</span>}
            {certainty && <CertaintyBadge certainty={certainty} />}
          </>
        }
        onClose={onClose}
      />
      {may('membership_plan_manage') && (
        <Section>
          <div className={classes.actions}>
            {!archived && (
              <Button
                variant="default"
                disabled={busy}
                leftSection={<IconPencil size={16} stroke={1.5} />}
                onClick={() => setEditing(true)}
              >
                {t('plans.edit')}
              </Button>
            )}
            <Button
              variant="default"
              disabled={busy}
              leftSection={
                archived ? <IconArrowBackUp size={16} stroke={1.5} /> : <IconArchive size={16} stroke={1.5} />
              }
              onClick={() => (!archived && plan.activeMembers > 0 ? setAsking('archive') : move())}
            >
              {archived ? t('plans.restore') : t('plans.archive')}
            </Button>
            {plan.memberships === 0 && (
              <OnlineButton
                variant="default"
                word={t('plans.delete')}
                icon={<IconTrash size={16} stroke={1.5} />}
                onClick={() => setAsking('delete')}
              />
            )}
          </div>
          {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
        </Section>
      )}
      <PlanFacts plan={plan} />
      {asking === 'archive' && (
        <ConfirmDialog
          title={t('plans.archive_title', { name: plan.name })}
          line={t('plans.archive_line', { count: plan.activeMembers })}
          word={t('plans.archive')}
          onConfirm={move}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'delete' && (
        <ConfirmDialog
          title={t('plans.delete_title', { name: plan.name })}
          line={t('plans.delete_line')}
          word={t('plans.delete')}
          onConfirm={() => void remove()}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}

function PlanFacts({ plan: { terms, description, activeMembers } }: { plan: PlanRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const duration = usePlanDuration()
  const { value: locations = [] } = useWatch(locationsQuery, may('plant_slot_view') ? {} : null)
  const where = locations.find(({ id }) => id === terms.slotLocationId)?.name ?? t('slots.anywhere')
  return (
    <Section>
      <Facts
        facts={[
          [t('plans.column.duration'), duration(terms)],
          [t('plans.column.price'), <Money key="price" minor={terms.priceMinor} currency={terms.currency} />],
          [
            t('plans.column.slots'),
            terms.slotAllocation > 0 ? `${format.number(terms.slotAllocation)} · ${where}` : t('plans.no_slots'),
          ],
          ...(terms.autoRenew ? ([[t('members.fact.renewal'), t('members.fact.renews_itself')]] as const) : []),
          [t('plans.column.members'), format.number(activeMembers)],
          ...(description ? ([[t('plans.field.description'), description]] as const) : []),
        ]}
      />
    </Section>
  )
}

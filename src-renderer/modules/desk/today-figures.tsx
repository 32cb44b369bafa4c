import { useTranslation } from 'react-i18next'
import { listMembers } from '../../../src-shared/modules/memberships/member-list.ts'
import { charges } from '../../../src-shared/modules/memberships/sale-queries.ts'
import { locations } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useCertainties } from '../../kit/use-certainties.ts'
import { Figure } from './figure.tsx'
import classes from './today-figures.module.css'
import { Tile } from './today-tile.tsx'

/** How things stand, each figure with what of it is only held here (DX-R1). */
export function FigureTile() {
  const { t } = useTranslation()
  const may = useMay()
  const seesMembers = may('membership_view')
  const seesSlots = may('plant_slot_view')
  const seesCharges = may('membership_charge_view')
  if (!seesMembers && !seesSlots && !seesCharges) return null
  return (
    <Tile title={t('today.figures')}>
      <dl className={classes.figures}>
        {seesMembers && <ActiveFigure />}
        {seesSlots && <GivenFigure />}
        {seesCharges && <DueFigures />}
      </dl>
    </Tile>
  )
}

/** Rows that only this desk knows as they are; null while there are none. */
function useHeldRows(): string[] | null {
  const ids = Object.keys(useCertainties())
  return ids.length > 0 ? ids : null
}

function ActiveFigure() {
  const { t } = useTranslation()
  const format = useFormat()
  const among = useHeldRows()
  const all = useWatch(listMembers, { effective: 'active', limit: 1 }).value?.total
  const held = useWatch(listMembers, among && { effective: 'active', limit: 1, among }).value?.total
  return <Figure name={t('today.active')} all={all} held={among ? held : 0} write={format.number} />
}

const givenOf = (rows: readonly { allocated: number; occupied: number }[] | undefined): number | undefined =>
  rows?.reduce((sum, { allocated, occupied }) => sum + allocated + occupied, 0)

function GivenFigure() {
  const { t } = useTranslation()
  const format = useFormat()
  const among = useHeldRows()
  const all = givenOf(useWatch(locations, {}).value)
  const held = givenOf(useWatch(locations, among && { among }).value)
  return <Figure name={t('today.given')} all={all} held={among ? held : 0} write={format.number} />
}

function DueFigures() {
  const { t } = useTranslation()
  const format = useFormat()
  const among = useHeldRows()
  const all = useWatch(charges, { state: 'due', limit: 1 }).value?.balances
  const held = useWatch(charges, among && { state: 'due', limit: 1, among }).value?.balances
  return all?.map(({ currency, dueMinor }) => (
    <Figure
      key={currency}
      name={t('today.due', { currency })}
      all={dueMinor}
      held={among ? held && (held.find((each) => each.currency === currency)?.dueMinor ?? 0) : 0}
      write={(minor) => format.money(minor, currency)}
    />
  ))
}

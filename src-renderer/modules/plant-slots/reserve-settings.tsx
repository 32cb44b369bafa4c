import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { locations as locationsQuery } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useSubmit, useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useHomeLocations, useReserve } from './reserve.ts'
import classes from './reserve-settings.module.css'

/** Where this desk keeps slots in reserve, so that what it gives without a network is certain; and what it has. */
export function ReserveSettings() {
  const { t } = useTranslation()
  const [homes, choose] = useHomeLocations()
  const { value: locations = [] } = useWatch(locationsQuery, {})
  const reserve = useReserve()
  const open = locations.filter(({ status }) => status === 'active')
  const turn = (locationId: string, on: boolean) =>
    choose(on ? [...homes, locationId] : homes.filter((each) => each !== locationId))
  if (open.length === 0) return <p>{t('reserve.no_locations')}</p>
  return (
    <>
      <p className={classes.line}>{t('reserve.line', { most: reserve?.maxSlots ?? 0, hours: reserve?.hours ?? 0 })}</p>
      <ul className={classes.homes}>
        {open.map(({ id, name }) => (
          <li key={id} className={classes.home}>
            <Checkbox
              label={name}
              checked={homes.includes(id)}
              onChange={(event) => turn(id, event.currentTarget.checked)}
            />
            <Leases locationId={id} home={homes.includes(id)} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is in reserve of one location; what is no home any more can be given back at once. */
function Leases({ locationId, home }: { locationId: string; home: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const submit = useSubmit()
  const leases = useReserve()?.leases.filter((lease) => lease.locationId === locationId && lease.unused > 0) ?? []
  return leases.map(({ leaseId, unused, expiresAt }) => (
    <span key={leaseId} className={classes.lease}>
      {t('reserve.has', { count: unused, time: format.moment(expiresAt) })}
      {!home && (
        <Button variant="default" size="compact-sm" onClick={() => void submit('leases.return', { leaseId })}>
          {t('reserve.give_back')}
        </Button>
      )}
    </span>
  ))
}

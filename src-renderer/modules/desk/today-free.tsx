import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { locations } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { StatusBar } from '../plant-slots/status-bar.tsx'
import { useLastKnown } from './last-known.ts'
import classes from './today-free.module.css'
import { Answered, Line, Lines, Nothing, Tile } from './today-tile.tsx'

const counts = { available: z.int(), allocated: z.int(), occupied: z.int(), maintenance: z.int() }
const places = z.array(
  z.object({ id: z.string(), name: z.string(), status: z.string(), free: z.int(), total: z.int(), ...counts }),
)

/** Where there is room: slots that can be given away now, by location. */
export function FreeTile() {
  const { t } = useTranslation()
  const format = useFormat()
  const asked = useWatch(locations, {})
  const known = useLastKnown('free', { ...asked, value: places.safeParse(asked.value).data }, places)
  const open = known.value?.filter(({ status }) => status === 'active')
  const free = open?.reduce((sum, location) => sum + location.free, 0)
  return (
    <Tile title={t('today.free')} count={free} to={{ link: { to: '/slots' }, word: t('today.all') }}>
      <Answered known={{ ...known, value: open }}>
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>{t('slots.no_locations')}</Nothing>
          ) : (
            <Lines>
              {rows.map((location) => (
                <Line
                  key={location.id}
                  link={{ to: '/slots/$locationId', params: { locationId: location.id } }}
                  main={<span>{location.name}</span>}
                  about={
                    <span className={classes.bar}>
                      <StatusBar counts={location} />
                    </span>
                  }
                  end={<span className={classes.free}>{format.number(location.free)}</span>}
                />
              ))}
            </Lines>
          )
        }
      </Answered>
    </Tile>
  )
}

import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { maintenanceQueue } from '../../../src-shared/modules/plant-slots/queue-query.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useToday } from '../../i18n/today.ts'
import { useLastKnown } from './last-known.ts'
import { SureName } from './sure-name.tsx'
import classes from './today-floor.module.css'
import { Answered, Line, Lines, Nothing, Tile } from './today-tile.tsx'

const few = 5

const work = z.object({
  total: z.int(),
  entries: z.array(
    z.object({
      id: z.string(),
      description: z.string(),
      dueOn: z.string().nullable(),
      slotId: z.string(),
      number: z.string(),
      locationId: z.string(),
    }),
  ),
  inMaintenance: z.array(z.object({ id: z.string() })),
})

/** What the floor has to do, the most urgent first, and what cannot be used meanwhile. */
export function FloorTile() {
  const { t } = useTranslation()
  const asked = useWatch(maintenanceQueue, { page: 1, limit: few })
  const known = useLastKnown('floor', { ...asked, value: work.safeParse(asked.value).data }, work)
  return (
    <Tile title={t('today.floor')} count={known.value?.total} to={{ link: { to: '/slots' }, word: t('today.all') }}>
      <Answered known={known}>
        {({ entries, inMaintenance }) => (
          <>
            {entries.length === 0 && <Nothing>{t('today.no_work')}</Nothing>}
            <Lines>
              {entries.map(({ id, description, dueOn, slotId, number, locationId }) => (
                <Line
                  key={id}
                  link={{ to: '/slots/$locationId', params: { locationId }, search: { slot: slotId } }}
                  main={<SureName name={description} rowIds={[id]} />}
                  about={number}
                  end={dueOn ? <DueDay day={dueOn} /> : undefined}
                />
              ))}
            </Lines>
            {inMaintenance.length > 0 && (
              <p className={classes.closed}>{t('today.in_maintenance', { count: inMaintenance.length })}</p>
            )}
          </>
        )}
      </Answered>
    </Tile>
  )
}

function DueDay({ day }: { day: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const late = day < useToday()
  const words = format.shortDay(day)
  return late ? <span className={classes.late}>{t('today.late', { day: words })}</span> : words
}

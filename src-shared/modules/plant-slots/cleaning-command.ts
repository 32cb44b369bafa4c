import { sql } from 'kysely'
import { z } from 'zod'
import { type Day, day } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { insertRows } from '../../kernel/insert-rows.ts'
import { cleaningText } from './cleaning-text.ts'
import { cleaningLimit, comingSunday } from './floor-rules.ts'
import { settingsOf } from './settings.ts'
import { comparePlaces, type Place } from './slot-place.ts'

/** Slots for which one command opens entries. */
export const cleaningsAtOnce = 1000

/**
 * PS-R47: opens an entry for each slot that is due for cleaning on the first day of a week and has none open, to be done
 * by its Sunday. `scheduled` is how many; a full portion may have left some. Done twice is done once.
 */
export const scheduleCleaning = command('plant-slots.schedule-cleaning', {
  input: z.object({ week: day }).strict(),
  permission: 'system',
  offline: false,
  async run(context, { week }) {
    const { db, actor, tenant, rowId } = context
    const slots = (await dueForCleaning(context, week)).sort(comparePlaces)
    await insertRows(
      db,
      'plant_slot_maintenance',
      slots.map(({ id }, n) => ({
        ...{
          id: rowId('plant_slot_maintenance', n),
          slot_id: id,
          kind: 'cleaning' as const,
          priority: 'normal' as const,
        },
        ...{ description: cleaningText(tenant.locale), reported_by: actor.userId, due_on: comingSunday(week) },
      })),
    )
    return { week, scheduled: slots.length }
  },
})

/** Each location has its own rhythm, so each slot is measured by the limit of its location. */
async function dueForCleaning({ db, tenant }: Pick<CommandContext, 'db' | 'tenant'>, on: Day): Promise<Place[]> {
  const { cleanEveryDays } = await settingsOf(db)
  const locations = await db
    .selectFrom('plant_slot_locations')
    .select(['id', 'clean_every_days as everyDays'])
    .where('deleted_at', 'is', null)
    .execute()
  const limits = locations.map(({ id, everyDays }) => ({
    id,
    ...cleaningLimit(everyDays ?? cleanEveryDays, on, tenant.timeZone),
  }))
  const { rows } = await sql<Place>`
    select s.id, s.slot_number as number, s.number_key as "numberKey", s.location_id as "locationId",
      s.row_no as "row", s.col_no as "column", s.level_no as "level"
    from plant_slots s
    join json_to_recordset(${JSON.stringify(limits)}::json) as l (id uuid, day date, instant timestamptz)
      on l.id = s.location_id
    where s.deleted_at is null
      and (s.last_clean_date < l.day or (s.last_clean_date is null and s.created_at < l.instant))
      and not exists (
        select from plant_slot_maintenance e
        where e.slot_id = s.id and e.kind = 'cleaning' and e.state in ('open', 'in_progress') and e.deleted_at is null)
    order by s.location_id, s.id
    limit ${sql.lit(cleaningsAtOnce)}`.execute(db)
  return rows
}

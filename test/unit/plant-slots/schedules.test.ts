import { describe, expect, it } from 'vitest'
import { domain } from '../../../src-shared/domain.ts'
import { cleaningsAtOnce } from '../../../src-shared/modules/plant-slots/cleaning-command.ts'
import { dueRuns } from '../../../sync-server/jobs/due-runs.ts'

const scheduleOf = (key: string) => {
  const schedule = domain.schedules.get(`plant-slots.${key}`)
  if (!schedule) throw new Error(`No schedule ${key}`)
  return schedule
}
/** When it is due within a week in Istanbul, three hours before UTC. */
const weekOf = (key: string) =>
  dueRuns(
    { ...scheduleOf(key), catchUp: 'each day' },
    'Europe/Istanbul',
    new Date('2027-02-28T00:00:00Z'),
    new Date('2027-03-07T00:00:00Z'),
  ).map((at) => at.toISOString())

describe('[PL-R31] what of plant slots the clock does', () => {
  it('[PS-R47] plans the cleaning of a week on Monday at five, portion by portion', () => {
    expect(weekOf('schedule-cleaning')).toEqual(['2027-03-01T02:00:00.000Z'])
    const { input, rest } = scheduleOf('schedule-cleaning')
    const week = input({ dueAt: '2027-03-01T02:00:00.000Z', day: '2027-03-01' })
    expect(week).toEqual({ week: '2027-03-01' })
    expect(rest?.(week, { week: '2027-03-01', scheduled: cleaningsAtOnce })).toEqual(week)
    expect(rest?.(week, { week: '2027-03-01', scheduled: cleaningsAtOnce - 1 })).toBeNull()
  })

  it('[PS-A84] checks each night at four', () => {
    expect(weekOf('reconcile')).toHaveLength(7)
    expect(weekOf('reconcile')[0]).toBe('2027-02-28T01:00:00.000Z')
    expect(scheduleOf('reconcile').input({ dueAt: '2027-02-28T01:00:00.000Z', day: '2027-02-28' })).toEqual({
      day: '2027-02-28',
    })
  })

  it('[PS-R32] ends each minute what nobody answered', () => {
    expect(weekOf('lapse-offers')).toHaveLength(7 * 24 * 60)
    const now = '2027-03-01T02:00:00.000Z'
    expect(scheduleOf('lapse-offers').input({ dueAt: now, day: '2027-03-01' })).toEqual({ now })
  })
})

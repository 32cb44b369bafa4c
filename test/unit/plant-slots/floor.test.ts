import { describe, expect, it } from 'vitest'
import { clearOutText } from '../../../src-shared/modules/plant-slots/clear-out.ts'
import {
  blocksAllocation,
  cleaningLimit,
  holderHasChanged,
  isCleaningDue,
  isStale,
  lastCleanedOn,
  needsHolder,
  nextEntryState,
  plantedOnOf,
  withLabelNoted,
  workedOnOf,
} from '../../../src-shared/modules/plant-slots/floor-rules.ts'
import { queueOrder, type Ranked } from '../../../src-shared/modules/plant-slots/queue-order.ts'
import {
  givenOn,
  holderGone,
  isLoggedToday,
  lastChange,
  type PastEvent,
  revertedEvent,
  stateBeforeDone,
} from '../../../src-shared/modules/plant-slots/revert-rules.ts'
import {
  type EntryState,
  nextStatus,
  type SlotEvent,
  type SlotStatus,
  slotStatuses,
  statusAfterEnd,
} from '../../../src-shared/modules/plant-slots/transitions.ts'

const today = '2027-03-01'
const invalid = (path: string, message: string) => ({
  code: 'validation_failed',
  params: { issues: [{ path, code: 'custom', message }] },
})

describe('[PS-R40] planting', () => {
  it('happens today, or up to 60 days back', () => {
    expect(plantedOnOf({}, today)).toBe(today)
    expect(plantedOnOf({ plantedOn: '2026-12-31' }, today)).toBe('2026-12-31')
    expect(plantedOnOf({ plantedOn: '2026-12-30' }, today)).toMatchObject(
      invalid('plantedOn', 'planted more than 60 days ago'),
    )
    expect(plantedOnOf({ plantedOn: '2027-03-02' }, today)).toMatchObject(
      invalid('plantedOn', 'planted on a day to come'),
    )
  })

  it('comes before the harvest', () => {
    expect(plantedOnOf({ expectedHarvestOn: today }, today)).toBe(today)
    expect(plantedOnOf({ expectedHarvestOn: '2027-02-28' }, today)).toMatchObject(
      invalid('expectedHarvestOn', 'harvested before it was planted'),
    )
  })

  it('knows when someone else holds the slot', () => {
    expect(holderHasChanged('m', 'n')).toBe(true)
    expect(holderHasChanged('m', 'm')).toBe(false)
    expect(holderHasChanged(null, 'm')).toBe(false)
  })

  it('keeps another label in the notes once, where there is room', () => {
    expect(withLabelNoted(null, 'Biber', 'Domates')).toBe('Biber')
    expect(withLabelNoted('Shade', 'Biber', undefined)).toBe('Shade\nBiber')
    expect(withLabelNoted('Shade\nBiber', 'Biber', 'Domates')).toBe('Shade\nBiber')
    expect(withLabelNoted(null, 'Domates', 'Domates')).toBeNull()
    const full = 'x'.repeat(1996)
    expect(withLabelNoted(full, 'Biber', 'Domates')).toBe(full)
    expect(withLabelNoted(full, 'Bib', 'Domates')).toHaveLength(2000)
  })
})

describe('maintenance', () => {
  it('[PS-R43] is logged for today or earlier', () => {
    expect(workedOnOf(undefined, today)).toBe(today)
    expect(workedOnOf('2027-02-01', today)).toBe('2027-02-01')
    expect(workedOnOf(today, today)).toBe(today)
    expect(workedOnOf('2027-03-02', today)).toMatchObject(invalid('on', 'done on a day to come'))
  })

  it('[PS-R41] keeps a slot from being given when high or to be cleared, while open', () => {
    const blocks = (kind: 'repair' | 'clear_out', priority: 'normal' | 'high', state: EntryState) =>
      blocksAllocation({ kind, priority, state })
    expect(blocks('repair', 'high', 'open')).toBe(true)
    expect(blocks('clear_out', 'normal', 'in_progress')).toBe(true)
    expect(blocks('repair', 'normal', 'open')).toBe(false)
    expect(blocks('clear_out', 'high', 'done')).toBe(false)
    expect(blocks('repair', 'high', 'cancelled')).toBe(false)
  })

  it('[PS-R44] cleans by cleaning, clearing and harvest, and never turns back', () => {
    expect(lastCleanedOn(null, ['repair', 'harvest'], today)).toBe(today)
    expect(lastCleanedOn('2027-03-05', ['cleaning'], today)).toBe('2027-03-05')
    expect(lastCleanedOn('2027-02-05', ['clear_out'], today)).toBe(today)
    expect(lastCleanedOn('2027-02-05', ['cleaning'], today)).toBe(today)
    expect(lastCleanedOn(null, ['repair', 'pest'], today)).toBeNull()
  })

  it('[PS-A44] is due on the sixteenth day, or so long after the slot was made', () => {
    const due = (lastCleaned: string | null, madeAt: string, day: string) =>
      isCleaningDue({ lastCleanedOn: lastCleaned, madeAt }, cleaningLimit(14, day, 'Europe/Istanbul'))
    expect(due('2027-03-01', '2020-01-01T00:00:00.000Z', '2027-03-15')).toBe(false)
    expect(due('2027-03-01', '2020-01-01T00:00:00.000Z', '2027-03-16')).toBe(true)
    // 21:00 UTC is midnight in Istanbul.
    expect(due(null, '2027-03-01T20:59:59.999Z', '2027-03-16')).toBe(true)
    expect(due(null, '2027-03-01T21:00:00.000Z', '2027-03-16')).toBe(false)
  })

  it('closes an entry once; what is closed the same way stays', () => {
    const next = (state: EntryState, event: 'complete' | 'cancel') => nextEntryState({ id: 'e', state }, event)
    expect([next('open', 'complete'), next('in_progress', 'complete'), next('done', 'complete')]).toEqual(
      Array(3).fill('done'),
    )
    expect([next('open', 'cancel'), next('in_progress', 'cancel'), next('cancelled', 'cancel')]).toEqual(
      Array(3).fill('cancelled'),
    )
    expect(next('cancelled', 'complete')).toMatchObject({ code: 'plant_slot_entry_closed' })
    expect(next('done', 'cancel')).toMatchObject({ params: { entryId: 'e', state: 'done' } })
  })

  it('[PS-A43] ranks by priority, due day, report, id', () => {
    const entry = (id: string, priority: Ranked['priority'], dueOn: string | null, reportedAt = '1'): Ranked => ({
      id,
      priority,
      dueOn,
      reportedAt,
    })
    const sorted = [
      entry('high', 'high', null),
      entry('due', 'normal', '2027-03-02', '3'),
      entry('later', 'normal', '2027-03-09', '2'),
      entry('first', 'normal', null, '1'),
      entry('second', 'normal', null, '2'),
      entry('third', 'normal', null, '2'),
      entry('low', 'low', '2027-03-01'),
    ].map((ranked) => (ranked.id === 'third' ? { ...ranked, id: 'zthird' } : ranked))
    expect(sorted.toReversed().sort(queueOrder)).toEqual(sorted)
    expect([...sorted].sort(queueOrder)).toEqual(sorted)
  })

  it('[PS-R21] says in the language of the tenant that a slot is to be cleared', () => {
    expect(clearOutText('tr')).toContain('Boşaltın')
    expect(clearOutText('xx')).toBe(clearOutText('en'))
  })
})

describe('[PS-A21] all pairs of statuses', () => {
  const legal: Record<SlotEvent, Partial<Record<SlotStatus, SlotStatus>>> = {
    allocate: { available: 'allocated' },
    occupy: { allocated: 'occupied', occupied: 'occupied' },
    release: { available: 'available', allocated: 'available' },
    startMaintenance: { occupied: 'maintenance', maintenance: 'maintenance' },
    completeToPool: { available: 'available', allocated: 'allocated', maintenance: 'available' },
    completeToHolder: { available: 'available', allocated: 'allocated', maintenance: 'available' },
  }
  const aims: Record<SlotEvent, SlotStatus> = {
    allocate: 'allocated',
    occupy: 'occupied',
    release: 'available',
    startMaintenance: 'maintenance',
    completeToPool: 'available',
    completeToHolder: 'allocated',
  }
  const events = ['allocate', 'occupy', 'release', 'startMaintenance', 'completeToPool', 'completeToHolder'] as const

  for (const event of events) {
    for (const from of slotStatuses) {
      const to = legal[event][from]
      it(`${event} of a slot that is ${from} ${to ? `makes it ${to}` : 'is refused'}`, () => {
        const next = nextStatus({ id: 's', status: from }, event)
        if (to) expect(next).toBe(to)
        else
          expect(next).toMatchObject({
            code: 'invalid_status_transition',
            params: { slotId: 's', from, to: aims[event] },
          })
      })
    }
  }

  it('names what is allowed instead', () => {
    expect(nextStatus({ id: 's', status: 'allocated' }, 'startMaintenance')).toMatchObject({
      params: { from: 'allocated', to: 'maintenance', allowed: ['available', 'occupied'] },
    })
  })

  it('[PS-R21] leaves no holder when a membership ends', () => {
    expect(slotStatuses.map((status) => statusAfterEnd[status].available)).toEqual([
      'available',
      'available',
      'available',
      'maintenance',
    ])
    expect(slotStatuses.map((status) => statusAfterEnd[status].maintenance)).toEqual([
      'available',
      'available',
      'maintenance',
      'maintenance',
    ])
  })
})

describe('[PS-R45] revert', () => {
  const noon = '2027-03-01T09:00:00.000Z'
  const event = (id: string, more: Partial<PastEvent> = {}): PastEvent => ({
    id,
    event: 'occupied',
    membershipId: 'mine',
    commandId: id,
    actorId: 'me',
    at: noon,
    ...more,
  })
  const ask = { eventId: 'a', actorId: 'me', at: '2027-03-01T09:15:00.000Z' }
  const reason = (answer: ReturnType<typeof revertedEvent>) => ('code' in answer ? answer.params.reason : null)

  it('takes back the newest change within 15 minutes', () => {
    expect(revertedEvent([event('a'), event('z')], ask)).toMatchObject({ kind: 'occupied', event: { id: 'a' } })
  })

  it('[PS-A23] refuses what is older, of others, not the last, or of another kind', () => {
    expect(reason(revertedEvent([event('a')], { ...ask, at: '2027-03-01T09:15:00.001Z' }))).toBe('minutes_over')
    expect(reason(revertedEvent([event('a', { actorId: 'you' })], ask))).toBe('other_actor')
    expect(reason(revertedEvent([event('b'), event('a')], ask))).toBe('not_last')
    expect(reason(revertedEvent([], ask))).toBe('not_last')
    expect(reason(revertedEvent([event('a', { event: 'reverted' })], ask))).toBe('other_kind')
    expect(holderGone()).toMatchObject({
      code: 'plant_slot_revert_too_late',
      params: { reason: 'holder_gone', minutes: 15 },
      rule: 'PS-R45',
    })
  })

  it('takes a return to the holder back as one, whichever event is named', () => {
    const both = [
      event('a', { event: 'allocated', commandId: 'c' }),
      event('b', { event: 'maintenance_done', commandId: 'c' }),
      event('z'),
    ]
    expect(lastChange(both).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(revertedEvent(both, ask)).toMatchObject({ kind: 'maintenance_done', event: { id: 'b' } })
  })

  it('[PS-R45] refuses where the same command gave the slot on to somebody else', () => {
    const change = (membershipId: string, kind = 'allocated') => [
      event('b', { event: kind, commandId: 'c', membershipId }),
      event('a', { event: 'maintenance_done', commandId: 'c', membershipId: 'm' }),
    ]
    expect(revertedEvent(change('other'), ask)).toEqual(givenOn())
    expect(givenOn()).toMatchObject({ code: 'plant_slot_revert_too_late', params: { reason: 'given_on' } })
    expect(revertedEvent(change('m'), ask)).toMatchObject({ kind: 'maintenance_done', event: { id: 'a' } })
    expect(revertedEvent(change('other', 'released'), ask)).toMatchObject({ kind: 'maintenance_done' })
  })

  it('opens an entry as it was', () => {
    expect(stateBeforeDone(null)).toBe('open')
    expect(stateBeforeDone(noon)).toBe('in_progress')
  })

  it('knows a log of today from work that was completed', () => {
    const logged = { state: 'done', completedBy: null, madeOn: today } as const
    expect(isLoggedToday(logged, today)).toBe(true)
    expect(isLoggedToday(logged, '2027-03-02')).toBe(false)
    expect(isLoggedToday({ ...logged, completedBy: 'a' }, today)).toBe(false)
    expect(isLoggedToday({ ...logged, state: 'open' }, today)).toBe(false)
  })
})

describe('[PS-R46] force', () => {
  it('sees whether the slot changed, and which statuses need a holder', () => {
    expect(isStale({ status: 'occupied' }, 'available')).toBe(true)
    expect(isStale({ status: 'occupied' }, 'occupied')).toBe(false)
    expect(slotStatuses.filter(needsHolder)).toEqual(['allocated', 'occupied'])
  })
})

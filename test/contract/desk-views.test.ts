import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type Circumstances, onBothDatabases, type World } from './world.ts'

onBothDatabases('saved views and preferences', (world: () => World) => {
  const view = (name: string, more: JsonObject = {}) => ({ viewId: newId(), screen: 'members', name, ...more })
  const save = (input: JsonObject, how: Circumstances = {}) => world().must('desk.save-view', input, how)
  const names = async (as: Circumstances['as'] = 'owner') => {
    const views = await world().ask('desk.saved-views', { screen: 'members' }, { as })
    return (Array.isArray(views) ? views : []).map((each) =>
      typeof each === 'object' && each !== null && 'name' in each ? each.name : null,
    )
  }
  const undo = (name: string, input: JsonObject, outcome: JsonObject, how: Circumstances = {}) => {
    const back = domain.commands.get(name)?.undo(input, outcome)
    return world().must(back?.command ?? '', back?.input ?? {}, how)
  }

  it('[DX-R31] a view comes back as it was saved, to its owner alone', async () => {
    const mine = view('Overdue', {
      filters: { filter: 'past_due' },
      columns: { hidden: ['code'] },
      sort: { by: 'endsOn' },
    })
    await save(mine, { as: 'frontdesk' })
    expect(await world().ask('desk.saved-views', { screen: 'members' }, { as: 'frontdesk' })).toMatchObject([mine])
    expect(await names('owner')).toEqual([])
    expect(await world().ask('desk.saved-views', { screen: 'slots' }, { as: 'frontdesk' })).toEqual([])
  })

  it('[DX-A68] [DX-R31] what is shared is seen by all and changed by who may share alone', async () => {
    const shared = view('Ends soon', { shared: true })
    expect(await world().refuses('desk.save-view', shared, { as: 'frontdesk' })).toMatchObject({
      code: 'actor_not_permitted',
    })
    await save(shared, { as: 'manager' })
    for (const as of ['frontdesk', 'field', 'viewer', 'member'] as const) expect(await names(as)).toEqual(['Ends soon'])
    for (const [name, input] of [
      ['desk.save-view', { ...shared, name: 'Mine now' }],
      ['desk.save-view', { ...shared, shared: false }],
      ['desk.delete-view', { viewId: shared.viewId }],
    ] as const) {
      expect(await world().refuses(name, input, { as: 'frontdesk' })).toMatchObject({ code: 'actor_not_permitted' })
    }
    await save({ ...shared, name: 'Ends this week' }, { as: 'admin' })
    expect(await names('viewer')).toEqual(['Ends this week'])
  })

  it('[DX-R31] nobody writes over or deletes the view of another', async () => {
    const theirs = view('Mine')
    await save(theirs, { as: 'frontdesk' })
    expect(await world().refuses('desk.save-view', theirs, { as: 'manager' })).toMatchObject({
      code: 'actor_not_permitted',
    })
    const gone = { viewId: theirs.viewId }
    expect(await world().refuses('desk.delete-view', gone, { as: 'owner' })).toMatchObject({
      code: 'actor_not_permitted',
    })
  })

  it('[DX-A68] the 51st own view is refused; those of others and shared ones do not count', async () => {
    for (let n = 1; n <= 50; n += 1) await save(view(`View ${n}`, { screen: n % 2 ? 'members' : 'slots' }))
    expect(await world().refuses('desk.save-view', view('One more'))).toMatchObject({
      code: 'view_limit',
      params: { limit: 50 },
    })
    await save(view('One more'), { as: 'frontdesk' })
    await save(view('One more', { shared: true }))
  })

  it('a name is one view of a screen, however it is written; another screen and another person may use it', async () => {
    await save(view('Overdue'))
    expect(await world().refuses('desk.save-view', view(' OVERDUE '))).toMatchObject({
      code: 'view_name_taken',
      params: { name: 'Overdue' },
    })
    await save(view('Overdue', { screen: 'slots' }))
    await save(view('Overdue'), { as: 'manager' })
    await save(view('Overdue', { shared: true }))
  })

  it('a name that somebody took meanwhile gets a number, and the person is told (section 7, 5)', async () => {
    const before = world().version
    await save(view('Team', { shared: true }))
    expect(await save(view('Team', { shared: true }), { basisVersion: before, as: 'manager' })).toMatchObject({
      name: 'Team (2)',
    })
    expect(await names()).toEqual(['Team', 'Team (2)'])
  })

  it('Ctrl+Z takes a new view away, brings an old one back, and revives one that was deleted', async () => {
    const first = view('First', { filters: { filter: 'active' } })
    const made = await save(first)
    await undo('desk.save-view', first, made)
    expect(await names()).toEqual([])
    await save(first)
    const changed = { ...first, name: 'Second', filters: {} }
    await undo('desk.save-view', changed, await save(changed))
    expect(await world().ask('desk.saved-views', { screen: 'members' })).toMatchObject([first])
    const gone = { viewId: first.viewId }
    await undo('desk.delete-view', gone, await world().must('desk.delete-view', gone))
    expect(await world().ask('desk.saved-views', { screen: 'members' })).toMatchObject([first])
    expect(domain.commands.get('desk.delete-view')?.undo(gone, { viewId: newId(), before: null })).toBeNull()
  })

  it('a preference is its person’s, holds as chosen last, and Ctrl+Z brings the one before', async () => {
    const set = (value: JsonObject[string], how: Circumstances = {}) =>
      world().must('desk.set-preference', { key: 'theme', value }, how)
    await set('dark')
    const outcome = await set('contrast')
    expect(await world().ask('desk.preferences')).toEqual({ theme: 'contrast' })
    expect(await world().ask('desk.preferences', {}, { as: 'frontdesk' })).toEqual({})
    await undo('desk.set-preference', { key: 'theme', value: 'contrast' }, outcome)
    expect(await world().ask('desk.preferences')).toEqual({ theme: 'dark' })
    await undo('desk.set-preference', { key: 'theme', value: 'dark' }, { before: null })
    expect(await world().ask('desk.preferences')).toEqual({})
    await set('light')
    expect(await world().ask('desk.preferences')).toEqual({ theme: 'light' })
  })

  it('a key or value that nobody knows is refused', async () => {
    for (const input of [
      { key: 'favourite_colour', value: 'green' },
      { key: 'theme', value: 'pink' },
      { key: 'constructor', value: null },
    ]) {
      expect(await world().refuses('desk.set-preference', input)).toMatchObject({
        code: 'preference_unknown',
        params: { key: input.key },
      })
    }
  })
})

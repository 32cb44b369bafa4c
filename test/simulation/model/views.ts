import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Act, Told } from './act.ts'
import { nameKey } from './names.ts'
import { refuse } from './refusal.ts'
import {
  fields,
  matching,
  nullable,
  oneOf,
  type Read,
  type Shape,
  such,
  text,
  uuid,
  whole,
  withDefault,
  yesNo,
} from './shapes.ts'
import type { View } from './state.ts'

const mostViews = 50
const longestName = 60

const isObject = (raw: unknown): raw is JsonObject => raw !== null && typeof raw === 'object' && !Array.isArray(raw)
const object: Shape<JsonObject> = (raw) => (isObject(raw) ? raw : refuse('validation_failed'))
const anything: Shape<Json> = (raw) => JSON.parse(JSON.stringify(raw ?? null))
const small = <Value>(shape: Shape<Value>): Shape<Value> => such(shape, (value) => JSON.stringify(value).length <= 8192)

export const savedView = fields({
  viewId: uuid,
  screen: matching(/^[a-z][a-z0-9./-]{0,59}$/),
  name: text(1, longestName),
  shared: withDefault(yesNo, false),
  filters: withDefault(small(object), {}),
  columns: withDefault<Json>(small(anything), []),
  sort: withDefault(nullable(small(object)), null),
  grouping: withDefault(nullable(small(object)), null),
  position: withDefault(whole(0, 10_000), 0),
  isDefault: withDefault(yesNo, false),
})
export const deletedView = fields({ viewId: uuid })
export const wantedPreference = fields({ key: text(1, 80, (typed) => typed), value: anything })

/** Whose it is decides who writes: the owner; for everybody's, who may share. */
function mustOwn(act: Act, ownerId: string | null): void {
  const may = ownerId === null ? act.may('view_share') : ownerId === act.actorId
  if (!may) refuse('actor_not_permitted')
}

const present = ({ draft }: Act, id: string): View | undefined =>
  draft.views.find((view) => view.id === id && !view.gone)

/** A name that was taken after the person looked gets a number; one that they could see is refused. */
function nameAmong(others: readonly View[], wanted: string, basis: number): string {
  const holder = others.find(({ key }) => key === nameKey(wanted))
  if (!holder) return wanted
  if (holder.writtenIn <= basis) return refuse('view_name_taken')
  const taken = new Set(others.map(({ key }) => key))
  for (let n = 2; ; n += 1) {
    const suffix = ` (${n})`
    const numbered =
      [...wanted]
        .slice(0, longestName - suffix.length)
        .join('')
        .trimEnd() + suffix
    if (!taken.has(nameKey(numbered))) return numbered
  }
}

export function saveView(act: Act, input: Read<typeof savedView>): Told {
  const ownerId = input.shared ? null : act.actorId
  const before = present(act, input.viewId)
  if (before) mustOwn(act, before.ownerId)
  mustOwn(act, ownerId)
  const others = act.draft.views.where((view) => !view.gone && view.ownerId === ownerId && view.id !== input.viewId)
  if (before?.ownerId !== ownerId && others.length >= mostViews) refuse('view_limit')
  const ofScreen = others.filter(({ screen }) => screen === input.screen)
  const name = nameAmong(ofScreen, input.name, act.basisVersion)
  act.draft.views.put({
    ...{ id: input.viewId, ownerId, screen: input.screen, name, key: nameKey(name), gone: false },
    fields: { ...input, name },
    writtenIn: act.draft.version,
  })
  return { viewId: input.viewId, name, before: before?.fields ?? null }
}

export function deleteView(act: Act, { viewId }: Read<typeof deletedView>): Told {
  const before = present(act, viewId)
  if (before) {
    mustOwn(act, before.ownerId)
    act.draft.views.put({ ...before, gone: true })
  }
  return { viewId, before: before?.fields ?? null }
}

const choices: Record<string, Shape<string>> = {
  language: oneOf('en', 'es', 'ko', 'tr'),
  theme: oneOf('auto', 'light', 'dark', 'contrast'),
  density: oneOf('comfortable', 'compact', 'touch'),
}

export function setPreference(act: Act, { key, value }: Read<typeof wantedPreference>): Told {
  const shape = Object.hasOwn(choices, key) ? choices[key] : undefined
  if (!shape) return refuse('preference_unknown')
  if (value !== null && !fits(shape, value)) refuse('preference_unknown')
  const id = `${act.actorId} ${key}`
  const before = act.draft.preferences.get(id)?.value ?? null
  act.draft.preferences.put({ id, value })
  return { before }
}

function fits(shape: Shape<string>, value: Json): boolean {
  try {
    shape(value)
    return true
  } catch {
    return false
  }
}

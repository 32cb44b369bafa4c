import type { DeskStatus, Progress } from '../../../src-main/desk/api/desk-api.ts'
import { request } from '../../../src-main/desk/api/desk-api.ts'
import { asObject, type Json, type JsonObject } from '../../../src-shared/kernel/json.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import { Store } from '../../desk/store.ts'
import type { Dial } from '../../desk/transport.ts'
import { members, sampleId } from './samples.ts'

/** Whether the kit page plays a desk with a network. */
export const network = new Store(true)

/** A verdict comes after this long (ms). */
const verdictAfter = 1500

const status = (): DeskStatus => ({
  ...{
    connection: network.get() ? 'current' : 'offline',
    queued: 0,
    atRisk: 0,
    version: 1,
    firstSync: null,
    catchingUp: null,
    waitingUntil: null,
    leaseEnded: false,
  },
  ...{ lastPulledAt: '2027-03-01T09:00:00.000Z', offlineUntil: null, trouble: null, rights: { view_share: 'tenant' } },
  offlineSince: network.get() ? null : '2027-03-01T09:00:00.000Z',
  ...{ catchingUp: null, waitingUntil: null, leaseEnded: false },
  user: { id: sampleId(900_001), name: 'Aylin Demir' },
  tenant: { id: sampleId(900_002), name: 'Bahçe' },
  desk: { id: sampleId(900_003), name: 'Kit' },
})

/** Views that were saved on this page, by id. */
const views = new Store<ReadonlyMap<string, JsonObject>>(
  new Map([
    [
      sampleId(800_001),
      {
        ...{ viewId: sampleId(800_001), screen: 'kit', name: 'Owing', shared: true, filters: { owing: true } },
        ...{
          columns: { hidden: [], widths: {}, pinned: [] },
          sort: null,
          grouping: null,
          position: 0,
          isDefault: false,
        },
      },
    ],
  ]),
)

const answers: Readonly<Record<string, () => Json>> = {
  'desk.unconfirmed': () => ({
    rows: { [members[2]?.id ?? '']: 'held', [members[5]?.id ?? '']: 'at_risk', [members[8]?.id ?? '']: 'sending' },
  }),
  'desk.saved-views': () => [...views.get().values()],
}

/** What the page's desk does with a command: views are kept; of members, every seventh is refused. */
function refusalOf(name: string, input: JsonObject) {
  if (name === 'desk.save-view') {
    const taken = [...views.get().values()].some((view) => view.name === input.name && view.viewId !== input.viewId)
    if (taken) return rejection('view_name_taken', { name: input.name ?? '' })
    views.set(new Map([...views.get(), [String(input.viewId), { ...defaults, ...input }]]))
  }
  if (name === 'desk.delete-view') views.set(new Map([...views.get()].filter(([id]) => id !== input.viewId)))
  const index = members.findIndex(({ id }) => id === input.memberId)
  return index % 7 === 6 ? rejection('member_not_active', { status: 'ARCHIVED' }) : null
}
const defaults = { shared: false, filters: {}, columns: [], sort: null, grouping: null, position: 0, isDefault: false }

function progressOf(id: string, state: Progress['state'], refusal: Progress['rejection'] = null): Progress {
  return {
    ...{ id, state, deskSeq: 1, basisVersion: 1, outcome: {}, serverOutcome: null, rejection: refusal },
    ...{ serverVersion: null, dependsOn: [], dependents: [], decidedAt: null },
  }
}

/** A desk that lives in the page: it keeps nothing, knows the samples, and answers as the door of a real one does. */
export const dialSample: Dial = (listener) => {
  const tell = (message: object) => queueMicrotask(() => listener.received(JSON.stringify(message)))
  const watches = new Map<string, string>()
  const stop = [
    network.subscribe(() => tell({ event: 'status', status: status() })),
    views.subscribe(() => {
      for (const [watchId, name] of watches) tellWatch(tell, watchId, name)
    }),
  ]
  queueMicrotask(() => listener.opened())
  return {
    send(text) {
      const { call, name, input } = request.parse(JSON.parse(text))
      const answer = (value: Json | object) => tell({ reply: call, ok: true, value })
      const given = asObject(input)
      if (name === 'status') answer(status())
      else if (name === 'submit') submit(given, answer, tell)
      else if (name === 'watch') {
        watches.set(String(given.watchId), String(given.name))
        answer({})
        tellWatch(tell, String(given.watchId), String(given.name))
      } else {
        if (name === 'unwatch') watches.delete(String(given.watchId))
        answer(name === 'restore' ? { entries: [] } : {})
      }
    },
    close: () =>
      stop.forEach((end) => {
        end()
      }),
  }
}

type Tell = (message: object) => void

function tellWatch(tell: Tell, watchId: string, name: string): void {
  tell({ event: 'result', watchId, value: answers[name]?.() ?? null })
}

function submit(given: JsonObject, answer: (value: object) => void, tell: Tell): void {
  const id = String(given.id)
  const refusal = refusalOf(String(given.name), asObject(given.input))
  answer(refusal ? progressOf(id, 'refused', refusal) : progressOf(id, 'held'))
  if (!refusal) setTimeout(() => tell({ event: 'progress', entries: [progressOf(id, 'confirmed')] }), verdictAfter)
}

import { type ReactNode, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { OPEN_COLLECTIONS } from 'rxdb'
import { z } from 'zod'
import { Desk } from '../../../src-renderer/desk/desk.ts'
import { useDraft, usePreference } from '../../../src-renderer/desk/form-hooks.ts'
import {
  DeskProvider,
  useAttention,
  useCertainty,
  useJournalEntry,
  useOutbox,
  useStatus,
  useSubmit,
  useWatch,
} from '../../../src-renderer/desk/hooks.tsx'
import { query } from '../../../src-shared/kernel/query.ts'
import { FakeDesk, newsOf, person, signedInStatus, tenant } from '../../unit/journal/fake-desk.ts'

const board = query('board', {
  input: z.object({ house: z.string() }),
  permission: 'anyone',
  run: async () => ({ slots: 0 }),
})

const fake = new FakeDesk()
// The same people at every start, and the same one of them.
const people = { A: '0199b2a0-0000-7000-8000-000000000001', B: '0199b2a0-0000-7000-8000-000000000003' }
let present: keyof typeof people = 'A'
const status = () => ({
  ...signedInStatus(),
  user: { ...person, id: people[present] },
  tenant: { ...tenant, id: '0199b2a0-0000-7000-8000-000000000002' },
})
fake.answer = ({ name, input }) => {
  if (name === 'status') return { ok: true, value: status() }
  return { ok: true, value: name === 'submit' ? newsOf(String(input.id), 'held') : null }
}
const desk = new Desk(fake.dial)

const hooksPage = {
  /** Answers the newest watch of a query. */
  result(name: string, value: number | object) {
    const watch = fake.named('watch').findLast(({ input }) => input.name === name)
    fake.say(JSON.stringify({ event: 'result', watchId: watch?.input.watchId, value }))
  },
  progress(id: string, state: 'confirmed' | 'rejected') {
    fake.tell({ event: 'progress', entries: [newsOf(id, state)] })
  },
  /** Another person takes over the desk. */
  comes(who: keyof typeof people) {
    present = who
    fake.tell({ event: 'status', status: status() })
  },
  calls: (name: string) => fake.named(name).length,
  collections: () => OPEN_COLLECTIONS.size,
}
declare global {
  interface Window {
    hooksPage: typeof hooksPage
  }
}
window.hooksPage = hooksPage

const Line = ({ id, children }: { id: string; children: ReactNode }) => <p id={id}>{children}</p>

function Work() {
  const submit = useSubmit()
  const [id, setId] = useState<string | null>(null)
  const entry = useJournalEntry(id)
  const { link } = useStatus()
  const certainty = useCertainty('row-1')
  return (
    <>
      <button type="button" onClick={() => void submit('x', {}).then((told) => setId(told.id))}>
        Give
      </button>
      <Line id="link">{link}</Line>
      <Line id="id">{id}</Line>
      <Line id="state">{entry?.state}</Line>
      <Line id="outbox">{useOutbox()?.length}</Line>
      <Line id="attention">{useAttention()?.length}</Line>
      <Line id="certainty">{certainty === undefined ? 'not known' : (certainty ?? 'as the server has it')}</Line>
    </>
  )
}

function Board() {
  const [house, setHouse] = useState('A')
  const [subject, setSubject] = useState('one')
  const { value, loading } = useWatch(board, { house }, subject)
  return (
    <>
      <button type="button" onClick={() => setHouse('B')}>
        Filter
      </button>
      <button
        type="button"
        onClick={() => {
          setHouse('C')
          setSubject('two')
        }}
      >
        Other
      </button>
      <Line id="board">{`${value?.slots ?? 'nothing'}${loading ? ' …' : ''}`}</Line>
    </>
  )
}

const width = z.int()

function Form() {
  const { found, keep, discard } = useDraft('enrol')
  const [chosen, choose] = usePreference('width', width, 10)
  return (
    <>
      <input aria-label="name" onChange={({ target }) => keep({ name: target.value })} />
      <Line id="found">{found === undefined ? 'reading' : JSON.stringify(found?.values ?? null)}</Line>
      <button type="button" onClick={discard}>
        Discard
      </button>
      <button type="button" onClick={() => choose(chosen + 1)}>
        Wider
      </button>
      <Line id="width">{chosen}</Line>
    </>
  )
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <DeskProvider desk={desk}>
        <Work />
        <Board />
        <Form />
      </DeskProvider>
    </StrictMode>,
  )

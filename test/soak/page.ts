import { theDesk } from '../../src-renderer/desk/desk.ts'
import type { Given } from './house.ts'

declare global {
  interface Window {
    soakPage: typeof soakPage
  }
}

/** The screens' own desk, journal and submit, without screens. */
const desk = theDesk()

/** What is asked from outside. Commands and rows travel as JSON text: playwright has no type for them. */
const soakPage = {
  link: () => desk.client.state.get().link,
  status() {
    const { status } = desk.client.state.get()
    return status && { connection: status.connection, queued: status.queued, version: status.version }
  },
  async signIn(email: string, password: string) {
    const answer = await desk.client.call('signIn', { email, password })
    return answer.ok ? null : answer.failure.code
  },
  workOffline: async (offline: boolean) => (await desk.client.call('workOffline', { offline })).ok,
  async board(locationId: string) {
    const answer = await desk.client.call('query', { name: 'plant-slots.board', input: { locationId } })
    return answer.ok ? JSON.stringify(answer.value) : null
  },
  async submit(command: string) {
    const { name, input }: Given = JSON.parse(command)
    const { id, state } = await desk.submit(name, input)
    return { id, state }
  },
  unsent: async () => (await desk.journal.unsent()).length,
  /** All that was ever given here, in the order in which it was. */
  async entries(tenantId: string) {
    const entries = await desk.journal.page({ tenantId, limit: 1_000_000 })
    return entries
      .reverse()
      .map(({ id, name, state, deskSeq, serverVersion }) => ({ id, name, state, deskSeq, serverVersion }))
  },
}
window.soakPage = soakPage

import { type PrintingState, printingState } from '../../src-main/desk/api/printing-api.ts'
import type { DeskClient } from './desk-client.ts'
import { Store } from './store.ts'

/** Printers and queue as the desk last told them; null before its first word, and while nobody is signed in. */
export type PrintingStore = Pick<Store<PrintingState | null>, 'get' | 'subscribe'>

/** Keeps what the desk says of printing: asked at each new line and person, and told from then on. */
export function followPrinting(client: DeskClient): PrintingStore {
  const store = new Store<PrintingState | null>(null)
  let heard = 0
  let asked = ''
  const hear = (printing: PrintingState): void => {
    heard += 1
    store.set(printing)
  }
  const ask = async (): Promise<void> => {
    const before = heard
    const answer = await client.callFor('printing', {}, printingState)
    // What the desk has said by itself meanwhile is newer.
    if (answer.ok && before === heard) hear(answer.value)
  }
  const follow = (): void => {
    const { link, status } = client.state.get()
    const who = link === 'connected' && status?.user ? `${status.tenant?.id} ${status.user.id}` : ''
    if (who === asked) return
    // What another organisation prints is nobody else's (SY-11).
    if (who !== '' && who.split(' ')[0] !== asked.split(' ')[0]) store.set(null)
    if (!status?.user) store.set(null)
    asked = who
    if (who !== '') void ask()
  }
  client.onPrinting(hear)
  client.state.subscribe(follow)
  follow()
  return store
}

import { Refused, rejection } from '../../src-shared/kernel/rejection.ts'
import type { ServerOrder, ServerWord } from '../../src-shared/sync/server-control.ts'
import type { Server } from '../server.ts'
import type { Starter } from '../starter.ts'
import { runTask } from './tasks.ts'

/** Does what the starter orders, and stops the server when told so. */
export function obey(starter: Starter, server: Server, stop: () => void): void {
  starter.hear((order) => {
    if (order.order === 'stop') stop()
    else void answer(server, order).then((word) => starter.tell(word))
  })
}

type Do = Extract<ServerOrder, { order: 'do' }>

async function answer(server: Server, { call, task, input }: Do): Promise<ServerWord> {
  try {
    return { word: 'done', call, value: await runTask(server, task, input) }
  } catch (error) {
    if (error instanceof Refused) return { word: 'refused', call, refusal: error.rejection }
    server.app.log.error({ err: error, task }, 'failed')
    return { word: 'refused', call, refusal: rejection('desk_unavailable') }
  }
}

import { parentPort, workerData } from 'node:worker_threads'
import { plant } from '../mutants/plant.ts'
import { ownGlobals } from '../runtime/owned-globals.ts'
import type { Order, Report, WorkerSetting } from './messages.ts'

/**
 * One thread of the fleet. Faults are planted and the globals taken over before any code of the product is loaded:
 * what is imported below sees nothing else.
 */
const { mutant }: WorkerSetting = workerData
if (mutant) plant(mutant)
ownGlobals()
const { openHouse } = await import('../stage/house.ts')
const { play } = await import('../history/play.ts')
const { shrink } = await import('../history/shrink.ts')

const port = parentPort
if (!port) throw new Error('Runs as a worker only')
const house = await openHouse()

async function carryOut(order: Order): Promise<Report> {
  const history = order.order === 'play' ? order.history : await shrink(house, order.history, order.law)
  return { history, ...(await play(house, history)) }
}

port.on('message', (order: Order) => {
  carryOut(order).then(
    (report) => port.postMessage(report),
    (error: unknown) => {
      throw error
    },
  )
})
port.postMessage('ready')

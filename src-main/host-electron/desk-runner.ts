import type { Log } from '../host/log.ts'
import { type DeskOrder, deskWord } from './door-port.ts'
import type { Child, Port } from './electron-api.ts'
import { restartDelay } from './restart-delay.ts'

/** How long the desk may take to close its replica before it is ended (ms). */
const stopWithin = 5000
/** It tries for five seconds to send what waits; one that has not answered soon after will not (ms). */
const restWithin = 6000

/** The desk's process as main sees it. */
export interface DeskProcess {
  openScreen(screen: number, port: Port): void
  closeScreen(screen: number): void
  /** Lets the desk try once more to send what waits; gives how much is left, or null where it does not answer. */
  sendRest(): Promise<number | null>
  /** Lets the desk close its replica; done when its process is gone. */
  stop(): Promise<void>
}

/**
 * Runs the desk in a process of its own (its database is heavy on the processor, and a crash must not take the windows
 * along), and starts it again when it dies. The screens' ports end with it; the pages ask for new ones. Each process is
 * given the machine's key over its own line (DX-R54 E11).
 */
export function runDesk(fork: () => Child, key: Promise<Buffer | null>, log: Log): DeskProcess {
  const delay = restartDelay()
  let child: Child | undefined
  let stopping: (() => void) | undefined
  const start = (): void => {
    if (stopping) return
    const started = fork()
    child = started
    void key.then((known) => {
      const order: DeskOrder = { order: 'unlock', key: known?.toString('base64') ?? null }
      if (child === started) started.postMessage(order)
    })
    started.on('exit', (code) => {
      child = undefined
      if (stopping) return stopping()
      log('desk process gone', { code })
      setTimeout(start, delay())
    })
  }
  start()
  const tell = (order: DeskOrder, ports?: Port[]): void => child?.postMessage(order, ports)
  return {
    openScreen(screen, port) {
      // A closed port tells the page to ask again in a while.
      if (child) tell({ order: 'open', screen }, [port])
      else port.close()
    },
    closeScreen: (screen) => tell({ order: 'close', screen }),
    sendRest: () => (child ? restOf(child) : Promise.resolve(null)),
    stop: () =>
      new Promise((gone) => {
        stopping = gone
        if (!child) return gone()
        tell({ order: 'stop' })
        setTimeout(() => child?.kill(), stopWithin).unref()
      }),
  }
}

function restOf(child: Child): Promise<number | null> {
  return new Promise((tell) => {
    setTimeout(() => tell(null), restWithin).unref()
    child.on('exit', () => tell(null))
    child.on('message', (message) => {
      const word = deskWord.safeParse(message)
      if (word.success) tell(word.data.unsent)
    })
    child.postMessage({ order: 'send-rest' } satisfies DeskOrder)
  })
}

import { type ServerOrder, type ServerWord, serverOrder } from '../src-shared/sync/server-control.ts'

/** The line to the process that started this one. */
export interface Starter {
  tell(word: ServerWord): void
  hear(order: (order: ServerOrder) => void): void
  /** Called once when it is gone, however that ended: without it nobody would ever stop this process. */
  onGone(gone: () => void): void
}

/** A utility process's end of its line to Electron's main process, which ends its utility processes with itself. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  postMessage(message: unknown): void
}

const isPort = (value: unknown): value is ParentPort =>
  typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value

/** Who started this process, where it was one of ours: Electron's main, or a desk in plain Node. */
export function starterOf(host: NodeJS.Process): Starter | null {
  const port = 'parentPort' in host ? host.parentPort : null
  if (isPort(port)) {
    return {
      tell: (word) => port.postMessage(word),
      hear: (order) => void port.on('message', ({ data }) => take(data, order)),
      onGone: () => undefined,
    }
  }
  if (!host.send) return null
  return {
    // A starter that dies meanwhile hears nothing, and that is no error here.
    tell: (word) => host.connected && host.send?.(word, undefined, undefined, () => undefined),
    hear: (order) => void host.on('message', (message) => take(message, order)),
    onGone: (gone) => void host.once('disconnect', gone),
  }
}

function take(message: unknown, order: (order: ServerOrder) => void): void {
  const read = serverOrder.safeParse(message)
  if (read.success) order(read.data)
}

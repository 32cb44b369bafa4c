import { z } from 'zod'
import { DeskClient } from '../../../src-renderer/desk/desk-client.ts'
import { dialPort, hasBridge } from '../../../src-renderer/desk/port-transport.ts'
import { dialWebSocket } from '../../../src-renderer/desk/web-socket-transport.ts'

let client: DeskClient | undefined
/** The ports that the page was given. */
const ports: MessagePort[] = []
const request = z.object({ call: z.int(), input: z.json() })

const linesPage = {
  open() {
    client = new DeskClient(hasBridge() ? dialPort : dialWebSocket)
  },
  /** What the preload script does, with a desk that answers each call with its input. */
  bridge() {
    const connect = () => {
      const { port1, port2 } = new MessageChannel()
      port2.onmessage = ({ data }) => {
        const { call, input } = request.parse(JSON.parse(data))
        port2.postMessage(JSON.stringify({ reply: call, ok: true, value: input }))
      }
      window.postMessage({ type: 'holdfast-port' }, location.origin, [port1])
    }
    Object.defineProperty(window, 'holdfast', { value: { connect } })
    window.addEventListener('message', (message) => ports.push(...message.ports))
  },
  /** Electron tells a page that the other end of its port is gone; a plain Chromium does not. */
  breakPort() {
    ports.at(-1)?.close()
    ports.at(-1)?.dispatchEvent(new Event('close'))
  },
  ports: () => ports.length,
  link: () => client?.state.get().link,
  ask: (input: string) => client?.call('query', { name: 'echo', input }),
}
declare global {
  interface Window {
    linesPage: typeof linesPage
  }
}
window.linesPage = linesPage

import type { Dial } from './transport.ts'

/** The desk's word for a page without its cookie, or of another origin. */
const notYours = 4403

const tokenInFragment = /^#token=([^&]+)$/

/** DX-R55: gives the token of the page's first address for the session's cookie, once, and takes it off the address. */
async function exchangeToken(): Promise<void> {
  const token = tokenInFragment.exec(location.hash)?.[1]
  if (!token) return
  const body = JSON.stringify({ token: decodeURIComponent(token) })
  await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  // Whatever the answer, the token is spent; it must not be bookmarked or shared.
  history.replaceState(history.state, '', location.pathname + location.search)
}

/** The web host's socket. */
export const dialWebSocket: Dial = (listener) => {
  let socket: WebSocket | undefined
  let given = false
  const open = (): void => {
    if (given) return
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/desk`)
    socket.onopen = () => listener.opened()
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') listener.received(data)
    }
    // Also comes after an error.
    socket.onclose = ({ code }) => listener.closed(code === notYours ? 'refused' : 'lost')
  }
  exchangeToken().then(open, () => listener.closed('lost'))
  return {
    send: (text) => socket?.send(text),
    close() {
      given = true
      socket?.close()
    },
  }
}

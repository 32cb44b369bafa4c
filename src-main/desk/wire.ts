import { WebSocket } from 'ws'

/** What carries a desk's traffic to a server. */
export interface Wire {
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Opens a WebSocket. */
  socket(url: string, headers: Record<string, string>): WebSocket
}

/** The open network, where the system knows whom to trust. */
export const openWire: Wire = {
  fetch: (url, init) => fetch(url, init),
  socket: (url, headers) => new WebSocket(url, { headers }),
}

import { connect as connectTcp } from 'node:net'

export interface RawAnswer {
  status: number
  headers: Map<string, string>
  text: string
}

/** A request to the letter, as no honest client would write it. `head` ends with its last header's line. */
export function ask(port: string, head: string, body = ''): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connectTcp(Number(port), '127.0.0.1', () => socket.write(`${head}Connection: close\r\n\r\n${body}`))
    socket.on('data', (part) => parts.push(part))
    socket.on('error', reject)
    socket.on('close', () => {
      const text = Buffer.concat(parts).toString()
      const [statusLine = '', ...lines] = (text.split('\r\n\r\n')[0] ?? '').split('\r\n')
      const headers = lines.map((line): [string, string] => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)]
      })
      resolve({ status: Number(statusLine.split(' ')[1]), headers: new Map(headers), text })
    })
  })
}

/** The head of a POST /session, to which a stranger may add headers. */
export function postHead(port: string, token: string, headers: Record<string, string> = {}): string {
  const length = JSON.stringify({ token }).length
  const all = { Host: `127.0.0.1:${port}`, 'Content-Length': String(length), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST /session HTTP/1.1\r\n${lines.join('')}`
}

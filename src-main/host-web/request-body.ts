import type { IncomingMessage } from 'node:http'

/** What the page and the other start have to say is far smaller. */
const maxBodyBytes = 1024

/** The JSON of a small body; undefined for one that is larger, broken off, or no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of request) {
      size += part.length
      if (size > maxBodyBytes) return undefined
      parts.push(part)
    }
    return JSON.parse(Buffer.concat(parts).toString())
  } catch {
    return undefined
  }
}

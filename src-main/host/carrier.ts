import { type DeskDoor, type DeskEvent, maxMessageBytes } from '../desk/api/desk-api.ts'
import { messageRate } from './message-rate.ts'

/** Takes text to the screen. Of several texts with the same `newest` only the last matters, if they have to wait. */
export type Send = (text: string, newest?: string) => void

export interface Carrier {
  /** Hands one message of the screen to the door; what is not fit for it is dropped, with the reason told. */
  receive(frame: unknown): void
  /** The screen is gone: ends its watches. */
  close(): void
}

/**
 * Carries one screen's messages to the door and back, the same over a WebSocket and over a MessagePort: one message is
 * one JSON text. The door validates it (DX-R54 E8); here is only what the door need not see.
 */
export function carry(door: DeskDoor, send: Send, dropped: (reason: string) => void): Carrier {
  const inTime = messageRate()
  let open = true
  const screen = door.connect((event) => {
    if (open) send(JSON.stringify(event), newestOf(event))
  })
  const answer = async (text: string): Promise<void> => {
    try {
      const reply = await screen.handle(parsed(text))
      if (open) send(JSON.stringify(reply))
    } catch {
      // The door answers with values; if it threw, the screen's own time limit tells the person.
      dropped('unanswered')
    }
  }
  return {
    receive(frame) {
      if (!open) return
      if (!inTime()) dropped('too many')
      else if (typeof frame !== 'string') dropped('not text')
      else if (Buffer.byteLength(frame) > maxMessageBytes) dropped('too large')
      else void answer(frame)
    },
    close() {
      if (!open) return
      open = false
      screen.close()
    },
  }
}

/** What is no JSON is nothing to the door, which refuses it in its own words. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A status, the state of printing or a watch's result makes the one before it worthless; progress never does. */
function newestOf(event: DeskEvent): string | undefined {
  if (event.event === 'status' || event.event === 'printing') return event.event
  return event.event === 'progress' ? undefined : event.watchId
}

/** One line to the desk. It carries JSON texts, one message of `desk-api.ts` each, and may break. */
export interface Line {
  send(text: string): void
  close(): void
}

/** `refused`: the desk does not know this page, and will not by trying again. */
export type LineEnd = 'lost' | 'refused'

export interface LineListener {
  opened(): void
  received(text: string): void
  /** Comes once, also where the line never opened. */
  closed(end: LineEnd): void
}

/** Tries to open a line. */
export type Dial = (listener: LineListener) => Line

/** Waits between tries (ms). */
const shortestWait = 200
const longestWait = 5000

/**
 * A line that is opened again when it breaks, sooner at first, then every few seconds. What is sent while it is down is
 * not sent: the caller hears `closed` and decides.
 */
export function keepDialling(dial: Dial, listener: LineListener): Line {
  let line: Line | undefined
  let wait = shortestWait
  let timer: ReturnType<typeof setTimeout> | undefined
  let given = false
  const open = (): void => {
    let over = false
    line = dial({
      opened() {
        if (over || given) return
        wait = shortestWait
        listener.opened()
      },
      received(text) {
        // A late word of an old line could undo what the new one has said.
        if (!over && !given) listener.received(text)
      },
      closed(end) {
        if (over || given) return
        over = true
        line = undefined
        listener.closed(end)
        timer = setTimeout(open, wait)
        wait = Math.min(wait * 2, longestWait)
      },
    })
    if (over) line = undefined
  }
  open()
  return {
    send: (text) => line?.send(text),
    close() {
      given = true
      clearTimeout(timer)
      line?.close()
    },
  }
}

import type { Page } from 'playwright-core'

/** What the recorder in the page noted, in its order. */
export interface Recording {
  /** Times (ms since the page began) at which some text of the page read as confirmed. */
  readConfirmed: number[]
  /** Times at which a verdict reached the page. */
  verdicts: number[]
}

/** How "confirmed" reads in every language (`desk-ux.md` section 3). */
const words = ['Confirmed', 'Confirmado', '확정됨', 'Onaylandı']

/**
 * Puts a recorder into a page before anything of ours runs: it watches every text, label and title of the document,
 * and the desk's own messages. Its notes tell whether anything read "Confirmed" before its verdict (SY-7).
 */
export async function recordCertainty(page: Page): Promise<() => Promise<Recording>> {
  await page.addInitScript(startRecorder, words)
  return () => page.evaluate(() => window.recording)
}

declare global {
  interface Window {
    recording: Recording
  }
}

/** Runs in the page. */
function startRecorder(confirmed: string[]): void {
  const recording: Recording = { readConfirmed: [], verdicts: [] }
  window.recording = recording
  const reads = (text: string | null): boolean => text !== null && confirmed.some((word) => text.includes(word))
  const look = (node: Node): void => {
    const element = node instanceof Element ? node : node.parentElement
    const labels = element ? ['aria-label', 'title', 'alt'].map((name) => element.getAttribute(name)) : []
    if ([node.textContent, document.title, ...labels].some(reads)) recording.readConfirmed.push(performance.now())
  }
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) for (const node of [target, ...addedNodes]) look(node)
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  const Socket = window.WebSocket
  window.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        if (/"state":"(confirmed|adjusted|rejected)"/.test(String(data))) recording.verdicts.push(performance.now())
      })
    }
  }
}

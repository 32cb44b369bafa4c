/** What a key means to a form. `hold`: nothing may come of it, not even what the browser would do. */
export type KeyMeaning = 'submit' | 'leave' | 'hold' | null

/** A key press as far as forms care. */
export interface FormKey {
  key: string
  /** Ctrl, or Cmd on a Mac. */
  withCtrl: boolean
  /** An input method is putting a syllable together; then Enter ends the syllable and nothing else. */
  composing: boolean
  /** Whether the cursor is in a field of one line. */
  inLine: boolean
  /** Whether the form has a field of several lines. */
  multiline: boolean
}

/**
 * DX-R32: Ctrl+Enter sends a form from anywhere, Enter one whose fields are all of one line, and never while an input
 * method composes (DX-R44); Escape leaves.
 */
export function meaningOf({ key, withCtrl, composing, inLine, multiline }: FormKey): KeyMeaning {
  if (key === 'Escape') return composing ? null : 'leave'
  if (key !== 'Enter') return null
  if (composing) return 'hold'
  if (withCtrl) return 'submit'
  return inLine && multiline ? 'hold' : null
}

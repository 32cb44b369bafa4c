const fields = 'input, textarea'
/** Inputs that hold no text. */
const buttons = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'])

type Field = HTMLInputElement | HTMLTextAreaElement

/** The text field that has the focus, in which typed characters end. */
export function focusedField(): Field | null {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || !focused.matches(fields)) return null
  if (focused instanceof HTMLTextAreaElement) return focused
  return focused instanceof HTMLInputElement && !buttons.has(focused.type) ? focused : null
}

/** What a field held before a scanner typed into it. */
export interface FieldMemory {
  field: Field
  value: string
  start: number | null
  end: number | null
}

export function remember(field: Field): FieldMemory {
  const { value, selectionStart, selectionEnd } = field
  return { field, value, start: selectionStart, end: selectionEnd }
}

/** Puts a value into a field as if it had been typed, so that whoever holds the value elsewhere hears of it. */
function put(field: Field, value: string, caret: { start: number | null; end: number | null }): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  if (field.value !== value) {
    // The screens' library overrides the setter of the element itself and would not notice.
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  if (caret.start !== null) field.setSelectionRange(caret.start, caret.end)
}

/** DX-R22: takes out again what the scanner typed; value and caret are as they were. */
export function restore({ field, value, start, end }: FieldMemory, composing: boolean): void {
  // What an input method is composing it would write once more, after this.
  if (composing) field.blur()
  put(field, value, { start, end })
  if (composing) field.focus()
}

/** Whether a field asked for the codes themselves. */
export const wantsScans = ({ field }: FieldMemory): boolean => field.dataset.scan === 'into'

/** DX-R22: the code stands where the caret was. */
export function scanInto(memory: FieldMemory, code: string, composing: boolean): void {
  restore(memory, composing)
  const { field, value } = memory
  const [start, end] = [memory.start ?? value.length, memory.end ?? value.length]
  const caret = start + code.length
  put(field, value.slice(0, start) + code + value.slice(end), { start: caret, end: caret })
}

/** What a cell of a file may hold. */
export type CellValue = string | number | boolean | null

/** PL-R39: what a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers. */
export const guarded = <Value extends CellValue>(value: Value): Value | string =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value

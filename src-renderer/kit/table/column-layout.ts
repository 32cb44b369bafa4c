/** What decides the place of a column. */
export interface LaidColumn {
  key: string
  /** `132px` or `20%`; columns without share what is left. */
  width?: string
  /** Left out where the list is narrow. */
  optional?: boolean
}

/** What somebody has made of the columns of a list. */
export type ColumnChoice = {
  hidden: string[]
  /** By hand, in px. */
  widths: Record<string, number>
  /** Stay at the start of the list while the others scroll. */
  pinned: string[]
}

export const asDrawn: ColumnChoice = { hidden: [], widths: {}, pinned: [] }

/** Below this width of the list its optional columns are left out (px). */
const narrow = 820
/** No column is narrower, whatever is done to it (px). */
export const leastWidth = 48
/** What a column that shares the rest gets at least (px). */
const leastShare = 140
/** Pinned columns that would cover more of the list than this are not pinned. */
const mostPinned = 0.6

export interface Placed<Column> {
  column: Column
  width: number
  /** Distance from the start of the list, where it is pinned. */
  start: number | null
}

/** Which columns are shown in a list of this width; the ones that are pinned come first. */
export function shownColumns<Column extends LaidColumn>(
  columns: readonly Column[],
  { hidden, pinned }: ColumnChoice,
  available: number,
): Column[] {
  const fits = ({ key, optional }: Column) =>
    !optional || available === 0 || available >= narrow || pinned.includes(key)
  const shown = columns.filter((column) => fits(column) && !hidden.includes(column.key))
  const isPinned = ({ key }: Column) => pinned.includes(key)
  return [...shown.filter(isPinned), ...shown.filter((column) => !isPinned(column))]
}

const given = (width: string | undefined, available: number): number | null => {
  if (width === undefined) return null
  const figure = Number.parseFloat(width)
  return width.endsWith('%') ? (available * figure) / 100 : figure
}

/**
 * DX-R31: the place of every column in a list that is `available` px wide, of which `lead` stand before the first. What
 * is left goes to those without a width, or to the last one; where nothing is left, the list scrolls sideways.
 */
export function placedColumns<Column extends LaidColumn>(
  columns: readonly Column[],
  choice: ColumnChoice,
  available: number,
  lead = 0,
): { placed: Placed<Column>[]; width: number } {
  const shown = shownColumns(columns, choice, available)
  const fixed = shown.map((column) => {
    const width = choice.widths[column.key] ?? given(column.width, available)
    return width === null ? null : Math.max(leastWidth, Math.round(width))
  })
  const taken = lead + fixed.reduce((sum: number, width) => sum + (width ?? 0), 0)
  const sharing = fixed.filter((width) => width === null).length
  const rest = Math.max(0, available - taken)
  const share = sharing === 0 ? 0 : Math.max(leastShare, Math.floor(rest / sharing))
  const widths = fixed.map(
    (width, n) => width ?? share + (n === fixed.lastIndexOf(null) ? Math.max(0, rest - share * sharing) : 0),
  )
  if (sharing === 0 && widths.length > 0) widths[widths.length - 1] = (widths.at(-1) ?? 0) + rest
  const total = lead + widths.reduce((sum, width) => sum + width, 0)
  let start = lead
  const placed = shown.map((column, n) => {
    const width = widths[n] ?? leastWidth
    const isPinned = choice.pinned.includes(column.key) && (available === 0 || start + width <= available * mostPinned)
    const at = isPinned ? start : null
    start += width
    return { column, width, start: at }
  })
  return { placed, width: total }
}

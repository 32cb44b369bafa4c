import type { Resource } from './block.ts'
import type { WallTime } from './wall-time.ts'

/** A piece of free time under the pointer. */
export interface Under {
  start: WallTime
  resourceId?: string
  /** What stands for it on the screen. */
  cell: HTMLElement
}

const rowClass = '.mantine-ResourcesDayView-resourcesDayViewRow'
const cellClass = 'mantine-ResourcesDayView-resourcesDayViewRowSlot'

/**
 * The time of a calendar that lies under the pointer. Found by where things lie: while a block is dragged the cells are
 * deaf to the pointer. Columns of days carry their time (`data-start`); of resources, whose cells carry nothing, it is
 * counted: `startOf` gives the time of the n-th.
 */
export function slotUnder(
  place: Element,
  pointer: Pick<MouseEvent, 'clientX' | 'clientY'>,
  resources: readonly Resource[],
  startOf: (n: number) => WallTime,
): Under | null {
  const all = [...place.querySelectorAll<HTMLElement>(`[data-start], .${cellClass}`)]
  const element = all.find((each) => liesUnder(each, pointer))
  if (!element) return null
  if (element.dataset.start) return { start: element.dataset.start, cell: element }
  const row = element.closest(rowClass)
  const rows = [...(row?.parentElement?.querySelectorAll(rowClass) ?? [])]
  const cells = [...(element.parentElement?.children ?? [])].filter((each) => each.classList.contains(cellClass))
  const resource = resources[row ? rows.indexOf(row) : -1]
  return resource ? { start: startOf(cells.indexOf(element)), resourceId: resource.id, cell: element } : null
}

function liesUnder(element: HTMLElement, { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return clientX >= left && clientX < right && clientY >= top && clientY < bottom
}

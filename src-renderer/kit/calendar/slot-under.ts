import type { Resource } from './block.ts'
import type { WallTime } from './wall-time.ts'

/** A piece of free time under the pointer. */
export interface Under {
  start: WallTime
  resourceId?: string
}

const rowClass = '.mantine-ResourcesDayView-resourcesDayViewRow'
const cellClass = 'mantine-ResourcesDayView-resourcesDayViewRowSlot'

/**
 * The time that lies under the pointer, also where a block covers it. Columns of days carry it (`data-start`); of
 * resources, whose cells carry nothing, it is counted: `startOf` gives the time of the n-th.
 */
export function slotUnder(
  { clientX, clientY }: { clientX: number; clientY: number },
  resources: readonly Resource[],
  startOf: (n: number) => WallTime,
): Under | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    if (!(element instanceof HTMLElement)) continue
    if (element.dataset.start) return { start: element.dataset.start }
    if (!element.classList.contains(cellClass)) continue
    const row = element.closest(rowClass)
    const rows = [...(row?.parentElement?.querySelectorAll(rowClass) ?? [])]
    const cells = [...(element.parentElement?.children ?? [])].filter((each) => each.classList.contains(cellClass))
    const resource = resources[row ? rows.indexOf(row) : -1]
    if (resource) return { start: startOf(cells.indexOf(element)), resourceId: resource.id }
  }
  return null
}

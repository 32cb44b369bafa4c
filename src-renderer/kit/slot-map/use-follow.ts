import { type RefObject, useEffect } from 'react'
import { cellAt, type Grid, type Place } from './geometry.ts'

/** Space kept between the cursor and the edge it would leave by (px). */
const room = 16

/** Scrolls so that the cursor never leaves the window, and the numbers of its row and column stay beside it. */
export function useFollow(scroller: RefObject<HTMLElement | null>, grid: Grid, place: Place | undefined): void {
  const row = place?.row
  const column = place?.column
  useEffect(() => {
    const element = scroller.current
    if (!element || row === undefined || column === undefined) return
    const { x, y } = cellAt(grid, { row, column })
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = element
    if (x - grid.left < scrollLeft) element.scrollLeft = x - grid.left
    else if (x + grid.cell + room > scrollLeft + clientWidth) element.scrollLeft = x + grid.cell + room - clientWidth
    if (y - grid.top < scrollTop) element.scrollTop = y - grid.top
    else if (y + grid.cell + room > scrollTop + clientHeight) element.scrollTop = y + grid.cell + room - clientHeight
  }, [scroller, grid, row, column])
}

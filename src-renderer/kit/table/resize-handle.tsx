import { type PointerEvent, useRef } from 'react'
import classes from './resize-handle.module.css'

/** The edge of a column, pulled by hand; two presses give it its own width back. By keyboard there is the column menu. */
export function ResizeHandle({ width, onResize }: { width: number; onResize(width: number | null): void }) {
  const began = useRef<{ x: number; width: number }>(undefined)
  const move = (event: PointerEvent) => {
    if (began.current) onResize(began.current.width + event.clientX - began.current.x)
  }
  return (
    <span
      className={classes.handle}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        began.current = { x: event.clientX, width }
      }}
      onPointerMove={move}
      onPointerUp={() => {
        began.current = undefined
      }}
      onDoubleClick={() => onResize(null)}
    />
  )
}

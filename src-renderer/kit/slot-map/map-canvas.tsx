import { useEffect, useRef, useState } from 'react'
import { useScheme } from '../../theme/looks.ts'
import { drawMap, type Scene } from './draw.ts'
import { labelFont, labelsThatFit } from './labels.ts'
import type { MapCell } from './map-cell.ts'
import { type Palette, readPalette } from './palette.ts'
import classes from './slot-map.module.css'

/** What the map looks like now, painted as sharply as the screen can. */
export function MapCanvas({
  scene,
  all,
  width,
  height,
  scroll,
}: {
  scene: Omit<Scene, 'palette' | 'view' | 'labels'>
  /** The cells in order; what fits the widest of their numbers fits all. */
  all: readonly MapCell[]
  width: number
  height: number
  scroll: { x: number; y: number }
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scheme = useScheme()
  const [painted, setPainted] = useState<{ scheme: string; palette: Palette } | null>(null)
  const fontsReady = useFontsReady()
  const { grid, cells, named, selection } = scene

  useEffect(() => {
    if (canvas.current) setPainted({ scheme, palette: readPalette(canvas.current) })
  }, [scheme])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the fonts are not read here, but text measures otherwise without them
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !painted || width === 0) return
    const sharpness = window.devicePixelRatio
    context.canvas.width = Math.round(width * sharpness)
    context.canvas.height = Math.round(height * sharpness)
    context.setTransform(sharpness, 0, 0, sharpness, 0, 0)
    const view = { x: scroll.x, y: scroll.y, width, height }
    const { palette } = painted
    context.font = labelFont(palette.font)
    const labels = labelsThatFit(all, grid.cell, (text) => context.measureText(text).width)
    drawMap(context, { grid, cells, named, selection, palette, view, labels })
  }, [grid, cells, all, named, selection, painted, width, height, scroll.x, scroll.y, fontsReady])

  return (
    <div className={classes.canvas} aria-hidden="true">
      <canvas ref={canvas} style={{ width, height }} />
    </div>
  )
}

/** Whether the page's fonts have come; what was painted before is painted again. */
function useFontsReady(): boolean {
  const [ready, setReady] = useState(document.fonts.status === 'loaded')
  useEffect(() => {
    if (ready) return
    let gone = false
    void document.fonts.ready.then(() => {
      if (!gone) setReady(true)
    })
    return () => {
      gone = true
    }
  }, [ready])
  return ready
}

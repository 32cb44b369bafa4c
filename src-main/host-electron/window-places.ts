import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Rectangle } from './electron-api.ts'

/** Windows one desk may have open. */
export const maxWindows = 6

const place = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
})
export type Place = z.infer<typeof place>

const places = z.array(place).max(maxWindows)

/** Where the windows stood when the app was last quit; none where that is not known. */
export function readPlaces(file: string): Place[] {
  try {
    return places.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/** Notes where the windows stand. A place that cannot be noted is not worth a message. */
export function writePlaces(file: string, standing: readonly Place[]): void {
  try {
    writeFileSync(file, JSON.stringify(standing))
  } catch {}
}

/** A window of which less is on any screen is pulled back: its monitor is gone (DX-R28). */
const enoughSeen = 0.6

/** The place itself, or the nearest one on a screen that is there. */
export function onScreen(wanted: Place, screens: readonly Rectangle[]): Place {
  const seen = screens.reduce((sum, screen) => sum + overlap(wanted, screen), 0)
  const [nearest] = screens.toSorted((one, other) => overlap(wanted, other) - overlap(wanted, one))
  if (!nearest || seen >= enoughSeen * wanted.width * wanted.height) return wanted
  const width = Math.min(wanted.width, nearest.width)
  const height = Math.min(wanted.height, nearest.height)
  return {
    x: clamp(wanted.x, nearest.x, nearest.x + nearest.width - width),
    y: clamp(wanted.y, nearest.y, nearest.y + nearest.height - height),
    width,
    height,
    maximized: wanted.maximized,
  }
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))

function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(0, width) * Math.max(0, height)
}

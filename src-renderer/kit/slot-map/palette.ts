import type { SlotStatus } from '../slot-shape.tsx'

/** The colours of the map as the page has them now; a canvas cannot read CSS variables by itself. */
export interface Palette {
  ground: string
  surface: string
  ink: string
  muted: string
  accent: string
  selected: string
  care: string
  font: string
  line: Record<SlotStatus, string>
  fill: Record<SlotStatus, string>
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    ground: read('--hf-sunken'),
    surface: read('--hf-surface'),
    ink: read('--hf-slot-ink'),
    muted: read('--hf-text-muted'),
    accent: read('--hf-accent-text'),
    selected: read('--hf-selected'),
    care: read('--hf-care'),
    font: style.fontFamily,
    line: {
      available: read('--hf-slot-line'),
      allocated: read('--hf-slot-allocated'),
      occupied: read('--hf-slot-occupied'),
      maintenance: read('--hf-slot-maintenance'),
    },
    fill: {
      available: read('--hf-surface'),
      allocated: read('--hf-slot-allocated-fill'),
      occupied: read('--hf-slot-occupied-fill'),
      maintenance: read('--hf-slot-maintenance-fill'),
    },
  }
}

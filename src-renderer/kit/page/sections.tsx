import type { ComponentType } from 'react'
import { Badges } from './badges-section.tsx'
import { BoardSection } from './board-section.tsx'
import { Dialogs } from './dialogs-section.tsx'
import { Figures } from './figures-section.tsx'
import { FormSection } from './form-section.tsx'
import { MapSection } from './map-section.tsx'
import { StatesSection } from './states-section.tsx'
import { TableSection } from './table-section.tsx'

/** The parts of the kit page by their address. */
export const sections: Readonly<Record<string, ComponentType>> = {
  badges: Badges,
  figures: Figures,
  table: TableSection,
  form: FormSection,
  dialogs: Dialogs,
  states: StatesSection,
  map: MapSection,
  board: BoardSection,
}

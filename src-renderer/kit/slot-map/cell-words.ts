import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { slotStatusWords } from '../slot-shape.tsx'
import { isOpen, type MapCell } from './map-cell.ts'

const promisedWords = { offered: 'upkeep.flag.offered', leased: 'upkeep.flag.leased' } as const

/** A cell said aloud: number, status, who holds it, what is open about it. */
export function useCellWords(): (cell: MapCell) => string {
  const { t } = useTranslation()
  return useCallback(
    (cell) => {
      const said = [cell.number, t(slotStatusWords[cell.status])]
      if (cell.holder) said.push(cell.holder)
      if (cell.flagged) said.push(t('slots.flag.required'))
      if (cell.promised) said.push(t(promisedWords[cell.promised]))
      if (isOpen(cell)) said.push(cell.certainty === 'at_risk' ? t('certainty.at_risk') : t('certainty.held'))
      return said.join(', ')
    },
    [t],
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Board } from '../board/board.tsx'
import { type BoardColumn, withCardAt } from '../board/board-move.ts'
import { CertaintyBadge } from '../certainty-badge.tsx'
import { slotStatuses, slotStatusWords } from '../slot-shape.tsx'
import { members, type SampleMember } from './samples.ts'

interface SampleCard {
  id: string
  title: string
  plan: SampleMember['plan']
}

const start = slotStatuses.map((key, n) => ({
  key,
  cards: members
    .slice(n * 3, n * 3 + (n === 3 ? 0 : 3 - (n % 2)))
    .map(({ id, name, plan }) => ({ id, title: name, plan })),
}))

/** Cards that are moved by hand and by key; one column takes no Student. */
export function BoardSection() {
  const { t } = useTranslation()
  const [columns, setColumns] = useState(start)
  const shown: BoardColumn<SampleCard>[] = columns.map((column) => ({
    ...column,
    title: t(slotStatusWords[column.key]),
  }))
  return (
    <Board
      label={t('slots.title')}
      columns={shown}
      body={({ plan }) => (
        <>
          <span>{plan}</span>
          <CertaintyBadge certainty="held" />
        </>
      )}
      refuses={({ plan }, { column }) =>
        column === 'maintenance' && plan === 'Student' ? t('members.problem.name') : null
      }
      onMove={({ id }, to) => {
        const moved = withCardAt(shown, id, to)
        setColumns(columns.map((column, n) => ({ ...column, cards: [...(moved[n]?.cards ?? [])] })))
      }}
      onOpen={() => {}}
    />
  )
}

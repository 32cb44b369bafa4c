import { IconBan } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import classes from './board.module.css'
import type { BoardColumn, Card, CardPlace } from './board-move.ts'
import { useBoard } from './use-board.ts'

interface Props<C extends Card> {
  label: string
  columns: readonly BoardColumn<C>[]
  /** What stands on a card below its title. */
  body(card: C): ReactNode
  /** Why a card cannot stand there, in words; null where it can. Asked while it is in the air, before it is put down. */
  refuses(card: C, to: CardPlace): string | null
  onMove(card: C, to: CardPlace): void
  onOpen(card: C): void
}

/**
 * Cards in columns, moved by hand or by key: Space picks up, arrows carry, Enter puts down, Escape puts back (DX-R37). What
 * cannot be is said while the card is in the air.
 */
export function Board<C extends Card>({ label, columns, body, refuses, onMove, onOpen }: Props<C>) {
  const { t } = useTranslation()
  const format = useFormat()
  const hint = useId()
  const { board, shown, current, lifted, lift, carry, putDown, putBack, onKeyDown, setAt } = useBoard({
    columns,
    refuses,
    onMove,
  })
  const column = lifted && shown.find(({ key }) => key === lifted.to.column)
  const inTheAir = lifted && columns.flatMap(({ cards }) => cards).find(({ id }) => id === lifted.id)
  return (
    <section className={classes.board} aria-label={label} ref={board}>
      <p className={classes.hint} id={hint}>
        {t('board.hint')}
      </p>
      <div className={classes.columns}>
        {shown.map(({ key, title, cards }) => (
          // biome-ignore lint/a11y/noNoninteractiveElementInteractions: cards are dropped here by hand; by key they are carried
          <section
            key={key}
            className={classes.column}
            aria-label={t('board.count', { name: title, number: format.number(cards.length) })}
            data-refused={lifted?.refusal != null && lifted.to.column === key ? true : undefined}
            onDragOver={(event) => {
              event.preventDefault()
              if (lifted && lifted.to.column !== key) carry({ column: key, index: cards.length })
            }}
            onDrop={putDown}
          >
            <h3 className={classes.title}>
              {title}
              <span className={classes.count}>{format.number(cards.length)}</span>
            </h3>
            {cards.length === 0 && <p className={classes.empty}>{t('board.empty')}</p>}
            <ul className={classes.cards}>
              {cards.map((card) => (
                <li key={card.id}>
                  <button
                    type="button"
                    className={classes.card}
                    data-card={card.id}
                    data-lifted={lifted?.id === card.id || undefined}
                    aria-describedby={hint}
                    tabIndex={card.id === current ? 0 : -1}
                    draggable
                    onDragStart={() => lift(card.id)}
                    onDragEnd={putBack}
                    onFocus={() => setAt(card.id)}
                    onKeyDown={(event) => onKeyDown(event, card.id)}
                    onClick={() => lifted === null && onOpen(card)}
                  >
                    <span className={classes.name}>{card.title}</span>
                    {body(card)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className={classes.news} role="status" data-refused={lifted?.refusal != null || undefined}>
        {lifted?.refusal && <IconBan size={16} stroke={1.5} aria-hidden />}
        {lifted?.refusal ??
          (inTheAir && column
            ? t('board.lifted', {
                name: inTheAir.title,
                column: column.title,
                place: lifted.to.index + 1,
                of: column.cards.length,
              })
            : '')}
      </p>
    </section>
  )
}

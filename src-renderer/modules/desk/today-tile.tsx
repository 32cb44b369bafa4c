import { Link, type LinkProps } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../../src-main/desk/api/desk-api.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorBoundary } from '../../kit/error-boundary.tsx'
import { Loading } from '../../kit/loading.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import classes from './today-tile.module.css'

interface TileProps {
  title: string
  /** How many there are of what the tile lists. */
  count?: number | undefined
  /** Where all of it is. */
  to?: { link: LinkProps; word: string }
  children: ReactNode
}

/** A part of the day. One that stops leaves the others as they are (DX-R34). */
export function Tile({ title, count, to, children }: TileProps) {
  const format = useFormat()
  const id = useId()
  return (
    <section className={classes.tile} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {count !== undefined && count > 0 && <span className={classes.count}>{format.number(count)}</span>}
        {to && (
          <Link {...to.link} className={classes.all}>
            {to.word}
          </Link>
        )}
      </header>
      <ErrorBoundary>{children}</ErrorBoundary>
    </section>
  )
}

interface Known<Value> {
  value: Value | undefined
  /** When the value was last heard, where it is not of now. */
  asOf: string | null
  failure: CallFailure | null
}

/** What a tile shows of an answer: the answer, the last known one with its time, or that it is on its way. */
export function Answered<Value>({ known, children }: { known: Known<Value>; children(value: Value): ReactNode }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { value, asOf, failure } = known
  if (value === undefined) {
    return failure ? (
      <div className={classes.none}>
        <RejectionText rejection={failure} />
      </div>
    ) : (
      <Loading shape="detail" />
    )
  }
  return (
    <>
      {children(value)}
      {asOf && <p className={classes.asOf}>{t('today.as_of', { time: format.moment(asOf) })}</p>}
    </>
  )
}

/** Nothing to list: one quiet sentence. */
export const Nothing = ({ children }: { children: ReactNode }) => <p className={classes.none}>{children}</p>

/** The first few of a list, one a line. */
export const Lines = ({ children }: { children: ReactNode }) => <ul className={classes.lines}>{children}</ul>

/** One line: what it is, a word about it, and when. A press opens it. */
export function Line({
  link,
  main,
  about,
  end,
}: {
  link: LinkProps
  main: ReactNode
  about?: ReactNode
  end?: ReactNode
}) {
  return (
    <li>
      <Link {...link} className={classes.line}>
        <span className={classes.main}>{main}</span>
        {about !== undefined && <span className={classes.about}>{about}</span>}
        {end !== undefined && <span className={classes.end}>{end}</span>}
      </Link>
    </li>
  )
}

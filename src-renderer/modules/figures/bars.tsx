import classes from './bars.module.css'

/** One bar: its pieces from the bottom up, in the order in which they are drawn. */
export interface Bar {
  key: string
  pieces: readonly { kind: string; size: number }[]
}

/** Units of the drawing; it is stretched to the place it gets. */
const height = 100

interface BarsProps {
  /** What the picture says, for those who do not see it. */
  label: string
  bars: readonly Bar[]
  /** The height that fills the picture. */
  most: number
  /** A height that matters, drawn across. */
  mark?: number
  /** What stands at the left and the right end below. */
  ends: readonly [string, string]
}

/** Bars beside each other, one for each day. A table that says the same stands by every one of these pictures. */
export function Bars({ label, bars, most, mark, ends }: BarsProps) {
  const unit = most > 0 ? height / most : 0
  const gap = bars.length > 120 ? 0 : 0.2
  return (
    <figure className={classes.figure}>
      <svg
        className={classes.bars}
        viewBox={`0 0 ${Math.max(1, bars.length)} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {bars.map((bar, n) => {
          let top = height
          return bar.pieces.map(({ kind, size }) => {
            top -= size * unit
            return (
              <rect
                key={`${bar.key} ${kind}`}
                data-kind={kind}
                x={n + gap / 2}
                y={top}
                width={1 - gap}
                height={size * unit}
              />
            )
          })
        })}
        {mark !== undefined && (
          <line
            className={classes.mark}
            x1={0}
            x2={Math.max(1, bars.length)}
            y1={height - mark * unit}
            y2={height - mark * unit}
          />
        )}
      </svg>
      <figcaption className={classes.ends} aria-hidden>
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </figcaption>
    </figure>
  )
}

import { useTranslation } from 'react-i18next'
import classes from './today-figures.module.css'

interface FigureProps {
  name: string
  /** As this desk has it; undefined while that is not known. */
  all: number | undefined
  /** What of it the server has not spoken of; undefined while that is not known. */
  held: number | undefined
  write(value: number): string
}

/** A total, and where part of it is only held here, both figures (DX-R1). */
export function Figure({ name, all, held, write }: FigureProps) {
  const { t } = useTranslation()
  const known = all !== undefined && held !== undefined
  return (
    <div>
      <dt>{name}</dt>
      <dd className={classes.value}>
        {!known && <span className={classes.coming} />}
        {known && held === 0 && write(all)}
        {known && held !== 0 && t('today.both', { sure: write(all - held), held: write(held) })}
      </dd>
    </div>
  )
}

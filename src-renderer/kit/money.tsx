import { useFormat } from '../i18n/format.ts'
import classes from './figures.module.css'

/** An amount in minor units, in figures that stand under each other. */
export function Money({ minor, currency }: { minor: number; currency: string }) {
  return <span className={classes.figures}>{useFormat().money(minor, currency)}</span>
}

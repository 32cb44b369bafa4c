import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './filter-chips.module.css'

export interface FilterChip {
  key: string
  label: React.ReactNode
  on: boolean
}

/** What a list can be narrowed to; one press puts a filter on, the next takes it off. */
export function FilterChips({
  label,
  chips,
  onToggle,
}: {
  label: string
  chips: readonly FilterChip[]
  onToggle(key: string): void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className={classes.chips} aria-label={label}>
      {chips.map(({ key, label: word, on }) => (
        <button key={key} type="button" className={classes.chip} aria-pressed={on} onClick={() => onToggle(key)}>
          {word}
          {on && <IconX size={14} stroke={1.75} aria-label={t('actions.remove_filter')} />}
        </button>
      ))}
    </fieldset>
  )
}

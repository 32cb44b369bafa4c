import { useTranslation } from 'react-i18next'
import classes from './row-checkbox.module.css'
import type { Choosing } from './use-row-choice.ts'

/** Takes every row that matches, or lets all go. */
export function ChooseAll<Row>({
  choosing,
  count,
  onTakeAll,
}: {
  choosing: Choosing<Row>
  count: number
  onTakeAll(): void
}) {
  const { t } = useTranslation()
  const { rows, clear } = choosing.selection
  const all = rows.size > 0 && rows.size >= count
  return (
    <th scope="col" className={classes.cell}>
      <label className={classes.label} title={t('table.choose_all')}>
        <input
          type="checkbox"
          tabIndex={-1}
          className={classes.box}
          aria-label={t('table.choose_all')}
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = rows.size > 0 && !all
          }}
          onChange={() => (rows.size > 0 ? clear() : onTakeAll())}
        />
      </label>
    </th>
  )
}

/** The box before a row. By keyboard it is Space on the row itself, so that a list is one stop for Tab. */
export function ChooseRow({ label, checked, onToggle }: { label: string; checked: boolean; onToggle(): void }) {
  const { t } = useTranslation()
  return (
    <td className={classes.cell}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: a press on the box is not a press on the row */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the key is Space on the row */}
      <label className={classes.label} onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          className={classes.box}
          aria-label={t('table.choose', { name: label })}
          checked={checked}
          onChange={onToggle}
        />
      </label>
    </td>
  )
}

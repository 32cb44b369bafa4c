import { NumberInput, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Problems } from '../../kit/form/use-form.ts'
import classes from './grid-fields.module.css'
import { countOf, endsOf, mostLevels, mostPerSide, mostSlots, type SlotGrid } from './slot-grid.ts'

type Side = 'rows' | 'columns' | 'levels'

/** What is wrong with a block of slots; `t` words it. */
export function gridProblems(grid: SlotGrid, t: TFunction): Problems<SlotGrid> {
  const wrong: Problems<SlotGrid> = {}
  if (grid.prefix.trim() === '') wrong.prefix = t('places.problem.prefix')
  for (const side of ['rows', 'columns', 'levels'] as const) {
    if (!Number.isInteger(grid[side]) || grid[side] < 1) wrong[side] = t('places.problem.number')
  }
  if (Object.keys(wrong).length === 0 && countOf(grid) > mostSlots) {
    wrong.rows = t('places.problem.too_many', { count: mostSlots })
  }
  return wrong
}

interface Props {
  values: SlotGrid
  problems: Problems<SlotGrid>
  onSide(side: Side, count: number): void
  onPrefix(prefix: string): void
  /** Where the block begins, where others stand before it. */
  firstRow?: number
}

/** How many slots stand where, and how they are numbered; the first and the last number show it. */
export function GridFields({ values, problems, onSide, onPrefix, firstRow = 1 }: Props) {
  const { t } = useTranslation()
  const side = (field: Side, label: string, max: number) => (
    <NumberInput
      label={label}
      min={1}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      value={values[field] || ''}
      error={problems[field]}
      onChange={(value) => onSide(field, typeof value === 'number' ? value : 0)}
    />
  )
  const [first, last] = endsOf(values, firstRow)
  const count = countOf(values)
  return (
    <>
      <div className={classes.sides}>
        {side('rows', t('places.field.rows'), mostPerSide)}
        {side('columns', t('places.field.columns'), mostPerSide)}
        {side('levels', t('places.field.levels'), mostLevels)}
      </div>
      <TextInput
        label={t('places.field.prefix')}
        maxLength={20}
        autoComplete="off"
        value={values.prefix}
        error={problems.prefix}
        onChange={(event) => onPrefix(event.currentTarget.value)}
      />
      {count > 0 && values.prefix.trim() !== '' && (
        <p className={classes.preview} aria-live="polite">
          {count === 1 ? first : t('places.preview', { count, first, last })}
        </p>
      )}
    </>
  )
}

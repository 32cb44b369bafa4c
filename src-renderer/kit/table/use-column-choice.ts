import { useCallback } from 'react'
import { z } from 'zod'
import { usePreference } from '../../desk/form-hooks.ts'
import { asDrawn, type ColumnChoice, leastWidth } from './column-layout.ts'

const columnChoice = z.object({
  hidden: z.array(z.string()),
  widths: z.record(z.string(), z.number().min(leastWidth).max(2000)),
  pinned: z.array(z.string()),
})

/** What somebody does with the columns of a list. */
export interface ColumnSetting {
  choice: ColumnChoice
  set(choice: ColumnChoice): void
  show(key: string, shown: boolean): void
  pin(key: string, pinned: boolean): void
  /** In px; null is as drawn. */
  resize(key: string, width: number | null): void
}

const without = (keys: readonly string[], key: string): string[] => keys.filter((each) => each !== key)

/** How this machine shows the columns of a screen (DX-R31), remembered under the screen's name. */
export function useColumnChoice(screen: string): ColumnSetting {
  const [choice, set] = usePreference<ColumnChoice>(`columns.${screen}`, columnChoice, asDrawn)
  const { hidden, pinned, widths } = choice
  return {
    choice,
    set,
    show: (key, shown) => set({ ...choice, hidden: shown ? without(hidden, key) : [...without(hidden, key), key] }),
    pin: (key, isPinned) =>
      set({ ...choice, pinned: isPinned ? [...without(pinned, key), key] : without(pinned, key) }),
    resize: useCallback(
      (key, width) => {
        const { [key]: _, ...others } = widths
        const bounded = width === null ? {} : { [key]: Math.min(2000, Math.max(leastWidth, Math.round(width))) }
        set({ hidden, pinned, widths: { ...others, ...bounded } })
      },
      [set, hidden, pinned, widths],
    ),
  }
}

/** What is kept of the columns in a saved view; anything else counts as not chosen. */
export const columnsOfView = (kept: unknown): ColumnChoice => columnChoice.safeParse(kept).data ?? asDrawn

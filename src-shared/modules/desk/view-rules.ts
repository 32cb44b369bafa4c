import { foldedName } from '../../kernel/text.ts'

/** Views a person may keep, and an organisation may share (desk-ux.md section 5). */
export const maxViews = 50
export const maxViewName = 60

/** Another view of the same screen and owner, as far as names go. */
export interface NamedView {
  name: string
  name_key: string
  /** The tenant's version that wrote it last. */
  row_version: number
}

/** What becomes of a wanted name. */
export type ViewName = { name: string } | { taken: string }

const numbered = (name: string, n: number): string => {
  const suffix = ` (${n})`
  return (
    [...name]
      .slice(0, maxViewName - suffix.length)
      .join('')
      .trimEnd() + suffix
  )
}

/**
 * A name is one view's per screen and owner. One that was taken before the person looked is refused; one that somebody
 * took meanwhile gets the next free number instead, and the person is told (desk-ux.md section 7, 5).
 */
export function viewName(wanted: string, others: readonly NamedView[], basisVersion: number): ViewName {
  const taken = new Set(others.map(({ name_key }) => name_key))
  const holder = others.find(({ name_key }) => name_key === foldedName(wanted))
  if (!holder) return { name: wanted }
  if (holder.row_version <= basisVersion) return { taken: holder.name }
  let n = 2
  while (taken.has(foldedName(numbered(wanted, n)))) n += 1
  return { name: numbered(wanted, n) }
}

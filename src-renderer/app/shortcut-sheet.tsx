import { Kbd, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Words } from '../i18n/i18n.ts'
import { writtenKeys } from './shortcut-board.ts'
import classes from './shortcut-sheet.module.css'
import { type Reach, type ShortcutId, shortcutIds, shortcuts } from './shortcuts.ts'
import { useBoundShortcuts } from './use-shortcut.ts'

const groups: Record<Reach, Words> = {
  everywhere: 'keys.everywhere',
  list: 'keys.in_lists',
  form: 'keys.in_forms',
  attention: 'keys.in_attention',
}

/** Every key that does something now (DX-R39). */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<span className={classes.heading}>{t('keys.title')}</span>}
      size={720}
      // The page itself never scrolls, and what would hold it puts a style into it that the host does not allow.
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <ShortcutList />
    </Modal>
  )
}

/** The keys by where they work; keys that do the same stand together. */
export function ShortcutList() {
  const { t } = useTranslation()
  const bound = useBoundShortcuts()
  const shown = shortcutIds.filter((id) => shortcuts[id].reach !== 'everywhere' || bound.has(id))
  return (Object.keys(groups) as Reach[]).map((reach) => {
    const lines = new Map<Words, ShortcutId[]>()
    for (const id of shown) {
      const { reach: of, does } = shortcuts[id]
      if (of === reach) lines.set(does, [...(lines.get(does) ?? []), id])
    }
    if (lines.size === 0) return null
    return (
      <section key={reach} className={classes.group}>
        <h3 className={classes.title}>{t(groups[reach])}</h3>
        <dl className={classes.keys}>
          {[...lines].map(([does, ids]) => (
            <div key={does}>
              <dt>{t(does)}</dt>
              <dd>
                <Strokes ids={ids} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    )
  })
}

/** The keys of one line; of a whole row of digits the first and the last. */
function Strokes({ ids }: { ids: readonly ShortcutId[] }) {
  const { t } = useTranslation()
  const [first, last] = [ids[0], ids.at(-1)]
  const few = ids.length > 3 && first && last ? [first, last] : ids
  return few.map((id, n) => (
    <span key={id} className={classes.strokes}>
      {n > 0 && <span className={classes.or}>{ids.length > 3 ? '…' : t('keys.or')}</span>}
      {shortcuts[id].keys
        .split(' ')
        .flatMap((stroke) => writtenKeys(stroke).map((key) => <Kbd key={stroke + key}>{key}</Kbd>))}
    </span>
  ))
}

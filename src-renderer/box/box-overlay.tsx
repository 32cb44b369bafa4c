import { Combobox, Modal, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../kit/use-focus-back.ts'
import { BoxFooter } from './box-footer.tsx'
import classes from './box-overlay.module.css'
import { BoxRow, rowId } from './box-row.tsx'
import { closeBox } from './box-store.ts'
import type { BoxItem } from './item.ts'
import { useBoxGroups } from './use-box-groups.ts'

/** The box: a field, what it finds below, and the keys to go through it. */
export function BoxOverlay({ opened }: { opened: boolean }) {
  const { t } = useTranslation()
  return (
    <Modal.Root
      opened={opened}
      onClose={closeBox}
      padding={0}
      size={640}
      yOffset="12vh"
      // The page does not scroll; to lock it would take a style that the content policy refuses.
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.24} />
      <Modal.Content className={classes.box} aria-label={t('box.title')}>
        <Modal.Body className={classes.body}>
          <BoxField />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function BoxField() {
  const { t } = useTranslation()
  useFocusBack()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const type = (text: string) => {
    setTyped(text)
    setAt(0)
  }
  const { groups, settled } = useBoxGroups(typed, type)
  const items = groups.flatMap((group) => group.items)
  const current = items[Math.min(at, items.length - 1)]
  const choose = (item: BoxItem | undefined) => {
    if (!item) return
    // First, so that what it opens finds the focus where it was before the box.
    if (!item.stays) closeBox()
    item.run()
  }
  const [waiting, setWaiting] = useState(false)
  // Enter came before the answer: it means the first of what will be there.
  useEffect(() => {
    if (!waiting || !settled) return
    setWaiting(false)
    choose(current)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((Math.min(at, items.length - 1) + step + items.length) % Math.max(1, items.length))
    else if (event.key === 'Enter' && !settled) setWaiting(true)
    else if (event.key === 'Enter') choose(current)
    else return
    event.preventDefault()
  }
  const store = useCombobox({ opened: true })
  return (
    <Combobox store={store} onOptionSubmit={(key) => choose(items.find((item) => item.key === key))}>
      <div className={classes.field}>
        <IconSearch size={18} stroke={1.5} aria-hidden />
        <input
          className={classes.input}
          // biome-ignore lint/a11y/noAutofocus: whoever opens the box wants to type into it
          autoFocus
          data-autofocus
          role="combobox"
          aria-label={t('box.title')}
          aria-expanded="true"
          aria-controls="box-list"
          aria-activedescendant={current && rowId(current)}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('box.placeholder')}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Combobox.Options id="box-list" className={classes.list} aria-label={t('box.results')} aria-busy={!settled}>
        {groups.map(({ key, label, items: lines }) => (
          <Combobox.Group key={key} label={label}>
            {lines.map((item) => (
              <BoxRow key={item.key} item={item} selected={item.key === current?.key} />
            ))}
          </Combobox.Group>
        ))}
        {items.length === 0 && settled && typed.trim() !== '' && (
          <Combobox.Empty className={classes.empty}>{t('box.nothing')}</Combobox.Empty>
        )}
      </Combobox.Options>
      <BoxFooter onHelp={() => type('?')} />
    </Combobox>
  )
}

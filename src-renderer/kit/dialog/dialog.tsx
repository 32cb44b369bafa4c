import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './dialog.module.css'

/**
 * A question over the screen, while it is there. Escape and a press beside it close it; the focus goes back to where it
 * came from (DX-R46).
 */
export function Dialog({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const { t } = useTranslation()
  const [from] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // After the trap has let go.
      if (from instanceof HTMLElement) setTimeout(() => from.focus())
    },
    [from],
  )
  return (
    <Modal
      opened
      centered
      title={title}
      // The page never scrolls, and the lock would write a style that the page's policy forbids.
      lockScroll={false}
      onClose={onClose}
      // It stands outside of the page, where a header would be the banner of the whole window.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <div className={classes.body}>{children}</div>
    </Modal>
  )
}

/** The buttons of a dialog: the one that does it first. */
export const DialogButtons = ({ children }: { children: ReactNode }) => (
  <div className={classes.buttons}>{children}</div>
)

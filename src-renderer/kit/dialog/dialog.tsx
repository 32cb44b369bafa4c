import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../use-focus-back.ts'
import classes from './dialog.module.css'

/**
 * A question over the screen, while it is there. Escape and a press beside it close it; the focus goes back to where it
 * came from (DX-R46).
 */
export function Dialog({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const { t } = useTranslation()
  useFocusBack()
  return (
    <Modal
      opened
      centered
      title={title}
      // The page never scrolls, and the lock would write a style that the page's policy forbids.
      lockScroll={false}
      onClose={onClose}
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

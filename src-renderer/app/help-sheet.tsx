import { Drawer } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { guideLanguage, helpFor } from '../help/pages.ts'
import { useLooks } from '../theme/looks.ts'
import classes from './help-sheet.module.css'
import { ShortcutList } from './shortcut-sheet.tsx'

/** The page of the guide for the screen that is open (DX-R39); it is bundled, so it is there without the network. */
export function HelpSheet({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={400}
      // As with every window of Mantine over the screens: what holds the page still is not allowed, nor needed.
      lockScroll={false}
      title={<span className={classes.heading}>{t('help.title')}</span>}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <HelpText />
    </Drawer>
  )
}

function HelpText() {
  const { t } = useTranslation()
  const { language } = useLooks()
  const address = useRouterState({ select: ({ location }) => location.href })
  const written = guideLanguage(language)
  const { title, about, steps } = helpFor(address, written)
  return (
    <div className={classes.page}>
      {written !== language && <p className={classes.note}>{t('help.in_english')}</p>}
      <article lang={written}>
        <h2 className={classes.title}>{title}</h2>
        <p>{about}</p>
        <ul>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </article>
      <h2 className={classes.title}>{t('keys.title')}</h2>
      <div className={classes.keys}>
        <ShortcutList />
      </div>
    </div>
  )
}

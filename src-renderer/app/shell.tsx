import { useEffect, useState } from 'react'
import { useBesideClicks } from './beside-clicks.ts'
import { Content } from './content.tsx'
import { useFrameKeys } from './frame-keys.ts'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { shortcutBoard } from './shortcut-board.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { TabStrip } from './tab-strip.tsx'
import { TabsProvider } from './tabs-context.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame that stays: places at the left, the bar and the tabs above, the screen below them. */
export function Shell() {
  useEffect(() => {
    window.addEventListener('keydown', shortcutBoard.onKeyDown)
    return () => window.removeEventListener('keydown', shortcutBoard.onKeyDown)
  }, [])
  return (
    <TabsProvider>
      <Frame />
    </TabsProvider>
  )
}

function Frame() {
  const [keysShown, setKeysShown] = useState(false)
  useFrameKeys(() => setKeysShown(true))
  const besideClicks = useBesideClicks()
  return (
    <div className={classes.shell} {...besideClicks}>
      <Rail />
      <div className={classes.side}>
        <TopBar onHelp={() => setKeysShown(true)} />
        <TabStrip />
        <Content />
      </div>
      <ShortcutSheet opened={keysShown} onClose={() => setKeysShown(false)} />
    </div>
  )
}

import { useEffect, useState } from 'react'
import { ErrorBoundary } from '../kit/error-boundary.tsx'
import { StorySheet } from '../modules/desk/story-sheet.tsx'
import { useUndoKeys } from '../modules/desk/use-undo.tsx'
import { useBesideClicks } from './beside-clicks.ts'
import { Content } from './content.tsx'
import { useFrameKeys } from './frame-keys.ts'
import { HelpSheet } from './help-sheet.tsx'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { shortcutBoard } from './shortcut-board.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { TabStrip } from './tab-strip.tsx'
import { TabsProvider } from './tabs-context.tsx'
import { TopBar } from './top-bar.tsx'
import { useShortcut } from './use-shortcut.ts'

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
  const [sheet, setSheet] = useState<'keys' | 'help' | 'story' | null>(null)
  const close = () => setSheet(null)
  useFrameKeys(() => setSheet('keys'))
  useUndoKeys()
  useShortcut('story', () => setSheet('story'))
  const besideClicks = useBesideClicks()
  return (
    <div className={classes.shell} {...besideClicks}>
      <ErrorBoundary>
        <Rail />
      </ErrorBoundary>
      <div className={classes.side}>
        <ErrorBoundary>
          <TopBar onHelp={() => setSheet('help')} />
          <TabStrip />
        </ErrorBoundary>
        <Content />
      </div>
      <ShortcutSheet opened={sheet === 'keys'} onClose={close} />
      <HelpSheet opened={sheet === 'help'} onClose={close} />
      <StorySheet opened={sheet === 'story'} onClose={close} />
    </div>
  )
}

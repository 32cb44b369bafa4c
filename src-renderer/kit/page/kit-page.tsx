import { SegmentedControl } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { DensityChoice, LanguageChoice, ThemeChoice } from '../../app/looks-choices.tsx'
import { changeLooks, useLooks } from '../../theme/looks.ts'
import { Panel } from '../panel.tsx'
import classes from './kit-page.module.css'
import { network } from './sample-desk.ts'
import { sections } from './sections.tsx'

/** What an organisation could have as its colour; the first is our own. */
const accents = ['', '#ffe000', '#2f5da8', '#b0226f', '#111111']

const subscribeToAddress = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** Every piece of the kit in every state. One section stands under its own address, all of them without one. */
export function KitPage() {
  const { accent } = useLooks()
  const online = useSyncExternalStore(network.subscribe, network.get)
  const wanted = useSyncExternalStore(subscribeToAddress, () => location.hash.slice(1))
  const shown = wanted in sections ? { [wanted]: sections[wanted] } : sections
  return (
    <div className={classes.page}>
      <nav className={classes.rail} aria-label="Kit">
        <a href="#all">Kit</a>
        {Object.keys(sections).map((name) => (
          <a key={name} href={`#${name}`} aria-current={name === wanted || undefined}>
            {name}
          </a>
        ))}
      </nav>
      <main className={classes.main}>
        <h1 className={classes.title}>Kit</h1>
        <div className={classes.looks}>
          <LanguageChoice />
          <ThemeChoice />
          <DensityChoice />
          <SegmentedControl
            aria-label="accent"
            value={accent ?? ''}
            data={accents.map((value) => ({ value, label: value || 'Holdfast' }))}
            onChange={(value) => changeLooks({ accent: value || null })}
          />
          <SegmentedControl
            aria-label="network"
            value={online ? 'online' : 'offline'}
            data={['online', 'offline']}
            onChange={(value) => network.set(value === 'online')}
          />
        </div>
        {Object.entries(shown).map(([name, Section]) => (
          <Panel key={name} title={name}>
            {Section && <Section />}
          </Panel>
        ))}
      </main>
    </div>
  )
}

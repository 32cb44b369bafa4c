import { ActionIcon, CloseButton, Tooltip } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { placeOf } from './places.ts'
import classes from './tab-strip.module.css'
import { home, maxTabs, type Tab } from './tabs.ts'
import { useTabs, useTabWalk } from './tabs-context.tsx'

/** The screens that are kept open, once there are two of them. */
export function TabStrip() {
  const { t } = useTranslation()
  const { open, active } = useTabs()
  const walk = useTabWalk()
  if (open.length < 2) return null
  return (
    <nav className={classes.strip} aria-label={t('shell.tabs')}>
      <ul className={classes.tabs}>
        {open.map((tab) => (
          <OpenTab key={tab.id} tab={tab} active={tab.id === active} />
        ))}
      </ul>
      {open.length < maxTabs && (
        <Tooltip label={t('keys.tab_new')}>
          <ActionIcon aria-label={t('keys.tab_new')} onClick={() => walk.open(home)}>
            <IconPlus size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
    </nav>
  )
}

const middle = 1

function OpenTab({ tab, active }: { tab: Tab; active: boolean }) {
  const { t } = useTranslation()
  const walk = useTabWalk()
  const place = placeOf(tab.address)
  const name = place ? t(place.word) : tab.name || t('shell.tab')
  const Icon = place?.icon
  const onAuxClick = (event: MouseEvent) => {
    if (event.button !== middle) return
    event.preventDefault()
    walk.close(tab.id)
  }
  return (
    <li className={classes.tab} data-active={active}>
      <button
        type="button"
        className={classes.name}
        aria-current={active ? 'page' : undefined}
        onClick={() => walk.activate(tab.id)}
        onAuxClick={onAuxClick}
      >
        {Icon && <Icon size={16} stroke={1.5} aria-hidden />}
        <span>{name}</span>
      </button>
      <CloseButton
        size={24}
        iconSize={14}
        aria-label={t('shell.close_tab', { name })}
        onClick={() => walk.close(tab.id)}
      />
    </li>
  )
}

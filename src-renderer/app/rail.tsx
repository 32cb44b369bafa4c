import { ActionIcon, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconPlant2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAttention, useOutbox } from '../desk/hooks.tsx'
import { useFormat } from '../i18n/format.ts'
import { changeLooks, useLooks } from '../theme/looks.ts'
import { Connection } from './connection.tsx'
import { useHere, useMay } from './desk-status.tsx'
import { modules, own, type Place } from './places.ts'
import classes from './rail.module.css'
import { shortcutBoard } from './shortcut-board.ts'

/** The places a person may go, by their rights; at its foot how the desk stands with the server. */
export function Rail() {
  const { t } = useTranslation()
  const { railOpen } = useLooks()
  const { tenant } = useHere()
  const may = useMay()
  const cramped = useMediaQuery('(max-width: 1100px)', undefined, { getInitialValueInEffect: false })
  const narrow = cramped || !railOpen
  const attention = useAttention()?.length ?? 0
  const waiting = useOutbox()?.length ?? 0
  const counts: Partial<Record<Place['to'], { count: number; urgent: boolean }>> = {
    '/attention': { count: attention, urgent: true },
    '/outbox': { count: waiting, urgent: false },
  }
  const Toggle = railOpen ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand
  const toggleWords = railOpen ? t('shell.narrow_rail') : t('shell.widen_rail')
  const items = (places: readonly Place[]) =>
    places
      .filter(({ right }) => right === undefined || may(right))
      .map((place) => <RailItem key={place.to} place={place} narrow={narrow} badge={counts[place.to]} />)
  return (
    <nav className={classes.rail} data-narrow={narrow} aria-label={t('shell.places')}>
      <div className={classes.head}>
        <span className={classes.logo} aria-hidden="true">
          <IconPlant2 size={16} stroke={1.75} />
        </span>
        {!narrow && <span className={classes.tenant}>{tenant?.name}</span>}
        {!cramped && (
          <Tooltip label={toggleWords} position="right">
            <ActionIcon
              className={classes.toggle}
              aria-label={toggleWords}
              onClick={() => changeLooks({ railOpen: !railOpen })}
            >
              <Toggle size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <ul className={classes.places}>{items(modules)}</ul>
      <ul className={classes.places}>{items(own)}</ul>
      <div className={classes.foot}>
        <Connection narrow={narrow} />
      </div>
    </nav>
  )
}

function RailItem({
  place,
  narrow,
  badge,
}: {
  place: Place
  narrow: boolean
  badge: { count: number; urgent: boolean } | undefined
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const { to, icon: Icon, word, key } = place
  const counted = badge && badge.count > 0 ? badge : undefined
  const name = counted ? t('shell.with_count', { name: t(word), number: format.number(counted.count) }) : t(word)
  return (
    <li>
      <Tooltip label={name} position="right" disabled={!narrow}>
        <Link
          to={to}
          className={classes.item}
          aria-label={name}
          aria-keyshortcuts={shortcutBoard.spoken(key)}
          activeOptions={{ exact: to === '/' }}
        >
          <Icon size={18} stroke={1.5} aria-hidden />
          {!narrow && <span className={classes.word}>{t(word)}</span>}
          {counted && (
            <span className={classes.count} data-urgent={counted.urgent}>
              {counted.count > 999 ? '999+' : format.number(counted.count)}
            </span>
          )}
        </Link>
      </Tooltip>
    </li>
  )
}

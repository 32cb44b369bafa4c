import { Button } from '@mantine/core'
import { IconArrowRight, IconCheck, IconExternalLink, IconRefresh } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asObject } from '../../../src-shared/kernel/json.ts'
import type { Alternative, Rejection } from '../../../src-shared/kernel/rejection.ts'
import type { Matter } from '../../desk/attention.ts'
import { useDesk } from '../../desk/hooks.tsx'
import { useSays } from '../../i18n/speaker.ts'
import { Section } from '../../kit/detail.tsx'
import { FormNotice } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import { DismissMenu, HandOverMenu, SnoozeMenu } from './attention-menus.tsx'
import classes from './attention-ways.module.css'
import { addressOf } from './subject-address.ts'
import { showReceipt } from './use-act.tsx'
import { refusalOf, useTake, useWays } from './use-ways.ts'

/** What a key of this screen does. */
interface Way {
  key: string
  label: string
  icon: ReactNode
  primary?: boolean
  act(): void
}

/** The ways out of one matter, as they are now, each on one key (DX-R8, R9). */
export function AttentionWays({ matter }: { matter: Matter }) {
  const { t } = useTranslation()
  const ways = useWays(matter)
  const { busy, refusal, take, end } = useEnding(matter)
  const says = useSays()
  const navigate = useNavigate()
  const address = addressOf(matter.subject)
  const seen = matter.certainty === 'adjusted'

  const all: Way[] = [
    ...(ways?.retry
      ? [{ key: 'r', label: t('attention.retry'), icon: refresh, primary: true, act: () => take(again(matter)) }]
      : []),
    ...(seen ? [{ key: 'enter', label: t('attention.seen'), icon: check, primary: true, act: () => end('seen') }] : []),
    ...(ways?.alternatives ?? []).map((way, n) => ({
      ...{ key: String(n + 1), label: says.alternative(way), icon: arrow, primary: n === 0 && !seen },
      act: () => take(way),
    })),
    ...(address
      ? [{ key: 'o', label: t('attention.open_subject'), icon: link, act: () => void navigate(address) }]
      : []),
  ]
  useWayKeys(all, busy)
  return (
    <Section title={all.length > 0 ? t('attention.instead') : undefined}>
      <div className={classes.ways}>
        {all.map(({ key, label, icon, primary = false, act }) => (
          <Button
            key={key}
            variant={primary ? 'filled' : 'default'}
            justify="flex-start"
            disabled={busy}
            aria-keyshortcuts={key.toUpperCase()}
            leftSection={icon}
            rightSection={<Keys keys={key} />}
            onClick={act}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className={classes.menus}>
        {matter.source === 'server' && <SnoozeMenu matter={matter} />}
        {matter.source === 'server' && <HandOverMenu matter={matter} />}
        {!seen && <DismissMenu matter={matter} />}
      </div>
      {refusal && (
        <div className={classes.refusal}>
          <FormNotice>
            <RejectionText rejection={refusal} />
          </FormNotice>
        </div>
      )}
    </Section>
  )
}

const refresh = <IconRefresh size={16} stroke={1.5} />
const check = <IconCheck size={16} stroke={1.5} />
const arrow = <IconArrowRight size={16} stroke={1.5} />
const link = <IconExternalLink size={16} stroke={1.5} />

/** The command as it was: a refused one made no rows, so its ids are free. */
const again = ({ commandName, input }: Matter): Pick<Alternative, 'command' | 'input'> => ({
  command: commandName,
  input: asObject(input),
})

/** Ends a matter with a command, or with a word. */
function useEnding(matter: Matter) {
  const desk = useDesk()
  const giveWay = useTake()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  const run = async (give: () => ReturnType<typeof giveWay>) => {
    setBusy(true)
    const answer = await give()
    setBusy(false)
    const why = refusalOf(answer)
    setRefusal(why)
    if (!why) showReceipt(answer.id)
  }
  return {
    busy,
    refusal,
    take: (way: Pick<Alternative, 'command' | 'input'>) => void run(() => giveWay(matter, way)),
    end: (resolution: string) =>
      void run(() => desk.submit('desk.resolve-attention', { itemId: matter.id, resolution })),
  }
}

/** One key each, while nobody types and no window is open. */
function useWayKeys(ways: readonly Way[], busy: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const elsewhere =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, button, [role="dialog"], [role="menu"]')
      if (event.defaultPrevented || busy || event.ctrlKey || event.metaKey || event.altKey) return
      // By the place of the key, so that every layout has the digits and letters where they are printed on most.
      const pressed = /^(?:Digit|Numpad|Key)(.)$/.exec(event.code)?.[1]?.toLowerCase() ?? event.code.toLowerCase()
      const way = ways.find(({ key }) => key === pressed)
      if (!way || (elsewhere && (pressed === 'enter' || !elsewhere.closest('button')))) return
      event.preventDefault()
      way.act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}

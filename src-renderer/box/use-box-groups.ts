import { useTranslation } from 'react-i18next'
import type { Words } from '../i18n/i18n.ts'
import { askedBy, helpSigns } from './asked.ts'
import { type BoxGroup, type BoxItem, icons } from './item.ts'
import { useFound } from './use-found.ts'
import { usePalette } from './use-palette.ts'
import { useRecent } from './use-recent.ts'

/** Commands beside what was found; alone there may be all. */
const fewCommands = 5
/** Things and commands of the empty box. */
const fewLikely = 5

const signWords: Record<(typeof helpSigns)[number], Words> = {
  '>': 'box.help.commands',
  '@': 'box.help.people',
  '#': 'box.help.numbers',
}

const group = (key: string, label: string, items: readonly BoxItem[]): BoxGroup[] =>
  items.length > 0 ? [{ key, label, items }] : []

/** All that the box shows for what stands in it; `settled` once that is the answer to it (DX-R20). */
export function useBoxGroups(typed: string, type: (text: string) => void): { groups: BoxGroup[]; settled: boolean } {
  const { t } = useTranslation()
  const { what, text } = askedBy(typed)
  const found = useFound(typed)
  const commands = usePalette(what === 'commands' || what === 'everything' ? text : '')
  const recent = useRecent()
  if (what === 'help') {
    const items = helpSigns.map((sign) => ({
      ...{ key: `help:${sign}`, icon: icons.help, title: t(signWords[sign]), keys: sign, stays: true },
      run: () => type(sign),
    }))
    return { groups: group('help', t('box.help.title'), items), settled: true }
  }
  if (what === 'commands') return { groups: group('commands', t('box.commands'), commands), settled: true }
  if (what === 'everything' && text === '') {
    const groups = [
      ...group('recent', t('box.recent'), recent.slice(0, fewLikely)),
      ...group('commands', t('box.likely'), commands.slice(0, fewLikely)),
    ]
    return { groups, settled: true }
  }
  if (what !== 'everything') return { groups: [...found.groups], settled: found.settled }
  const few = group('commands', t('box.commands'), commands.slice(0, fewCommands))
  // What begins with what was typed was most likely meant.
  const first = commands[0]?.fits === 0 && !found.certain
  return { groups: first ? [...few, ...found.groups] : [...found.groups, ...few], settled: found.settled }
}

import { UnstyledButton } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { CertaintyBadge } from '../certainty-badge.tsx'
import { Empty } from '../states.tsx'
import type { Block, Resource } from './block.ts'
import classes from './calendar.module.css'

interface Props {
  label: string
  blocks: readonly Block[]
  resources: readonly Resource[]
  onOpen(block: Block): void
}

/** The calendar for who reads rather than looks: every block in the order of time. */
export function BlockList({ label, blocks, resources, onOpen }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const inOrder = blocks.toSorted((a, b) => a.start.localeCompare(b.start))
  if (inOrder.length === 0) return <Empty icon={IconCalendarOff} title={t('calendar.none')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.list} tabIndex={0} aria-label={label}>
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('calendar.column.when')}</th>
            <th scope="col">{t('calendar.column.what')}</th>
            <th scope="col">{t('calendar.column.where')}</th>
            <th scope="col">{t('calendar.column.certainty')}</th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map((block) => (
            <tr key={block.id}>
              <td className={classes.when}>
                {format.moment(block.start)} – {format.time(block.end)}
              </td>
              <td>
                <UnstyledButton className={classes.open} onClick={() => onOpen(block)}>
                  {block.title}
                </UnstyledButton>
              </td>
              <td>{resources.find(({ id }) => id === block.resourceId)?.title ?? '–'}</td>
              <td>{block.kind === 'busy' && <CertaintyBadge certainty={block.certainty} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

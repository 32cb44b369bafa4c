import { Button, Menu } from '@mantine/core'
import { IconBookmark, IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canonicalJson } from '../../../src-shared/kernel/json.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import { savedViews } from '../../../src-shared/modules/desk/view-query.ts'
import { useSubmit, useWatch } from '../../desk/hooks.tsx'
import type { ListState } from './list-state.ts'
import { SaveViewDialog } from './save-view-dialog.tsx'

export type SavedView = OutputOf<typeof savedViews>[number]

interface Props {
  screen: string
  state: ListState
  /** Whether the person may save for everybody. */
  mayShare: boolean
  onApply(view: SavedView): void
}

const textOf = ({ filters, columns, sort }: ListState): string => canonicalJson({ filters, columns, sort })

/** The views of a screen, one's own and everybody's: taken with two presses, saved under a name (DX-R31). */
export function ViewMenu({ screen, state, mayShare, onApply }: Props) {
  const { t } = useTranslation()
  const submit = useSubmit()
  const views = useWatch(savedViews, { screen }, screen).value ?? []
  const [appliedId, setAppliedId] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const now = textOf(state)
  const current = views.find((view) => textOf(view) === now)
  const applied = views.find(({ viewId }) => viewId === appliedId)
  const mayChange = applied !== undefined && (mayShare || !applied.shared)
  const apply = (view: SavedView) => {
    setAppliedId(view.viewId)
    onApply(view)
  }
  const group = (label: string, some: readonly SavedView[]) =>
    some.length > 0 && (
      <>
        <Menu.Label>{label}</Menu.Label>
        {some.map((view) => (
          <Menu.Item
            key={view.viewId}
            aria-current={view === current || undefined}
            rightSection={view === current && <IconCheck size={16} stroke={1.5} />}
            onClick={() => apply(view)}
          >
            {view.name}
          </Menu.Item>
        ))}
      </>
    )
  return (
    <>
      <Menu position="bottom-start" width={264}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={16} stroke={1.5} />}
            rightSection={<IconChevronDown size={14} stroke={1.5} />}
          >
            {current?.name ?? t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
          {group(
            t('views.own'),
            views.filter(({ shared }) => !shared),
          )}
          {group(
            t('views.shared'),
            views.filter(({ shared }) => shared),
          )}
          <Menu.Divider />
          {mayChange && current !== applied && (
            <Menu.Item onClick={() => void submit('desk.save-view', { ...applied, ...state })}>
              {t('views.save_changes', { name: applied.name })}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setSaving(true)}>{t('views.save_as')}</Menu.Item>
          {mayChange && (
            <Menu.Item onClick={() => void submit('desk.delete-view', { viewId: applied.viewId })}>
              {t('views.delete', { name: applied.name })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {saving && (
        <SaveViewDialog
          screen={screen}
          state={state}
          mayShare={mayShare}
          onSaved={setAppliedId}
          onClose={() => setSaving(false)}
        />
      )}
    </>
  )
}

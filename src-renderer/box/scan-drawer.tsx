import { Button, Drawer } from '@mantine/core'
import { IconBarcode, IconShoppingBag } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { purchase } from '../../src-shared/modules/memberships/sale-commands.ts'
import { useMay } from '../app/desk-status.tsx'
import { addressOf, goTo } from './address.ts'
import { iconOf } from './item.ts'
import type { Meant } from './resolve.ts'
import classes from './scan-drawer.module.css'
import { scanResult } from './scan-result.ts'
import { useFailureWords } from './use-failure-words.ts'

const close = () => scanResult.set(null)

/** DX-R24: a scan that led nowhere: what was read, why, and the way on. The next scan closes it. */
export function ScanDrawer() {
  const { t } = useTranslation()
  const result = useSyncExternalStore(scanResult.subscribe, scanResult.get)
  const words = useFailureWords()
  useEffect(() => {
    if (result === null) return
    // After all others have seen the key: a form below must still see that something lies over it.
    const onKeyDown = ({ key }: KeyboardEvent) => key === 'Escape' && close()
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [result])
  return (
    <Drawer
      opened={result !== null}
      onClose={close}
      closeOnEscape={false}
      position="right"
      size={360}
      withOverlay={false}
      lockScroll={false}
      // Whoever is writing goes on writing.
      trapFocus={result?.typing === false}
      title={t('box.scan.title')}
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
      classNames={{ content: classes.drawer, title: classes.title, inner: classes.inner }}
    >
      {result && (
        <div className={classes.body} role="alert">
          <p className={classes.code}>
            <IconBarcode size={18} stroke={1.5} aria-hidden />
            <span>{result.code}</span>
          </p>
          <p className={classes.reason}>{words(result.failure).reason}</p>
          <p className={classes.line}>{words(result.failure).line}</p>
          {'things' in result.failure && <Choices things={result.failure.things} />}
          {'thing' in result.failure && <Fixes thing={result.failure.thing} ended={result.failure.why === 'ended'} />}
        </div>
      )}
    </Drawer>
  )
}

/** The things that go by one code, to choose from. */
function Choices({ things }: { things: readonly Meant[] }) {
  const open = useOpen()
  return (
    <div className={classes.buttons}>
      {things.map((thing) => {
        const Icon = iconOf(thing.kind)
        return (
          <Button
            key={thing.id}
            variant="default"
            fullWidth
            justify="start"
            leftSection={<Icon size={16} stroke={1.5} />}
            onClick={() => open(thing)}
          >
            {thing.subtitle ? `${thing.title} · ${thing.subtitle}` : thing.title}
          </Button>
        )
      })}
    </div>
  )
}

function Fixes({ thing, ended }: { thing: Meant; ended: boolean }) {
  const { t } = useTranslation()
  const may = useMay()
  const navigate = useNavigate()
  const open = useOpen()
  const memberId = thing.kind === 'member' ? thing.id : thing.within
  const sell = () => {
    close()
    if (memberId) goTo(navigate, { to: '/members', search: { member: memberId, sheet: 'sell' } })
  }
  return (
    <div className={classes.buttons}>
      {ended && memberId && may(purchase.permission) && (
        <Button data-autofocus fullWidth leftSection={<IconShoppingBag size={16} stroke={1.5} />} onClick={sell}>
          {t('members.sell')}
        </Button>
      )}
      <Button variant="default" fullWidth onClick={() => open(thing)}>
        {t('box.scan.open', { name: thing.title })}
      </Button>
    </div>
  )
}

function useOpen(): (thing: Meant) => void {
  const navigate = useNavigate()
  return (thing) => {
    close()
    const address = addressOf(thing)
    if (address) goTo(navigate, address)
  }
}

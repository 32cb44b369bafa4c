import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { demoPassword, demoStaff } from '../../src-shared/sync/demo.ts'
import { useDeskCalls } from '../app/desk-status.tsx'
import { useDesk, useStatus } from '../desk/hooks.tsx'
import classes from './other-ways.module.css'

/** Beside signing in: in the demo its people, one press each; on a desk that is nobody's yet, the way back. */
export function OtherWays() {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { signIn } = useDeskCalls()
  const setup = useStatus().status?.setup
  if (setup?.kind === 'demo') {
    return (
      <ul className={classes.people} aria-label={t('demo.people')}>
        {demoStaff.map(({ email, displayName }) => (
          <li key={email}>
            <Button variant="default" size="xs" onClick={() => void signIn(email, demoPassword)}>
              {displayName}
            </Button>
          </li>
        ))}
      </ul>
    )
  }
  if (!setup?.mayLeave) return null
  return (
    <Button variant="subtle" fullWidth onClick={() => void client.call('setUp', { do: 'leave' })}>
      {t('first_run.other_way')}
    </Button>
  )
}

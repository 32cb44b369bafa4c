import { UnstyledButton } from '@mantine/core'
import { IconBuildingCommunity, IconDeviceDesktop, IconEye, type IconProps } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import { Entrance } from '../app/entrance.tsx'
import { FormNotice } from '../kit/form.tsx'
import { RejectionText } from '../kit/rejection-text.tsx'
import { BackButton } from './back-button.tsx'
import classes from './first-run.module.css'
import type { SettingUp } from './use-setup.ts'

/** What this desk is to be: of a new organisation, of one that is there, or a look around. */
export function WayStep({
  run,
  canHost,
  failure,
  below,
}: {
  run: SettingUp
  canHost: boolean
  failure: Rejection | null
  below: ReactNode
}) {
  const { t } = useTranslation()
  const { answer, take } = run
  return (
    <Entrance title={t('first_run.way')} line={t('first_run.way_line')} below={below}>
      <div className={classes.form}>
        {failure && (
          <FormNotice>
            <RejectionText rejection={failure} />
          </FormNotice>
        )}
        {canHost && (
          <Way
            icon={IconDeviceDesktop}
            title={t('first_run.new')}
            line={t('first_run.new_line')}
            onTake={() => answer({ step: 'organisation', way: 'organisation' })}
          />
        )}
        <Way
          icon={IconBuildingCommunity}
          title={t('first_run.connect')}
          line={t('first_run.connect_line')}
          onTake={() => answer({ step: 'connect', way: 'connect' })}
        />
        {canHost && (
          <Way
            icon={IconEye}
            title={t('first_run.demo')}
            line={t('first_run.demo_line')}
            onTake={() => void take({ do: 'demo' })}
          />
        )}
        <BackButton onBack={() => answer({ step: 'language' })} />
      </div>
    </Entrance>
  )
}

function Way({
  icon: Icon,
  title,
  line,
  onTake,
}: {
  icon: ComponentType<IconProps>
  title: string
  line: string
  onTake(): void
}) {
  return (
    <UnstyledButton className={classes.way} onClick={onTake}>
      <Icon size={18} stroke={1.5} aria-hidden />
      <span>
        <span className={classes.wayTitle}>{title}</span>
        <span className={classes.wayLine}>{line}</span>
      </span>
    </UnstyledButton>
  )
}

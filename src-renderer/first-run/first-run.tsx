import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Setup } from '../../src-main/desk/api/first-run-api.ts'
import { LanguageChoice, ThemeChoice } from '../app/looks-choices.tsx'
import { ConnectStep } from './connect-step.tsx'
import { LanguageStep } from './language-step.tsx'
import { NameStep } from './name-step.tsx'
import { OrganisationStep } from './organisation-step.tsx'
import { SettingUpNow } from './setting-up-now.tsx'
import { useSettingUp } from './use-setup.ts'
import { WayStep } from './way-step.tsx'

/**
 * The first start (DX-R47): language, what this desk is to be, its name. Each step can be left and found again, also
 * after a crash; only a password is never kept.
 */
export function FirstRun({ setup }: { setup: Setup }) {
  const run = useSettingUp(setup)
  const [password, setPassword] = useState('')
  if (setup.doing !== 'idle') return <SettingUpNow doing={setup.doing} />
  const { step, way } = run.answers
  if (step === 'language') return <LanguageStep run={run} />
  if (step === 'connect') return <ConnectStep run={run} below={below} />
  // The password was not kept: after a crash it is asked for again.
  const lacksPassword = way === 'organisation' && password === ''
  if (step === 'organisation' || (step === 'name' && lacksPassword)) {
    return <OrganisationStep run={run} password={password} onPassword={setPassword} below={below} />
  }
  if (step === 'name') return <NameStep run={run} password={password} failure={setup.failure} below={below} />
  return <WayStep run={run} canHost={setup.canHost} failure={setup.failure} below={below} />
}

const below: ReactNode = (
  <>
    <LanguageChoice />
    <ThemeChoice />
  </>
)

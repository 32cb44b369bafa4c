import { type ReactNode, useEffect, useRef } from 'react'
import type { DeskStatus } from '../../src-main/desk/api/desk-api.ts'
import { DemoFrame } from './demo-frame.tsx'
import { FirstRun } from './first-run.tsx'

/** Whether something is asked or done before there is a desk to work on. */
function isSettingUp({ setup, user }: DeskStatus): boolean {
  if (!setup) return false
  const stuck = setup.kind === 'demo' && !user && setup.failure !== null
  return setup.kind === 'undecided' || setup.doing !== 'idle' || stuck
}

/** The first run, until there is a desk; in the demo, its mark over everything. */
export function BeforeDesk({ status, children }: { status: DeskStatus; children: ReactNode }) {
  const settingUp = isSettingUp(status)
  useFreshPage(settingUp, status.user !== null)
  if (settingUp && status.setup) return <FirstRun setup={status.setup} />
  return <DemoFrame status={status}>{children}</DemoFrame>
}

/** Where one desk gives way to another, nothing that was read from the first may be shown of the second (SY-11). */
function useFreshPage(settingUp: boolean, worked: boolean): void {
  const of = useRef({ worked: false, gaveWay: false })
  useEffect(() => {
    if (settingUp) of.current.gaveWay ||= of.current.worked
    else if (of.current.gaveWay) location.reload()
    else of.current.worked ||= worked
  }, [settingUp, worked])
}

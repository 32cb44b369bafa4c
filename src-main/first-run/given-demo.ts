import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { Setup } from '../desk/api/first-run-api.ts'
import { type OpenedDesk, type OpenOptions, openDesk } from '../desk/open-desk.ts'
import { SetupDoor } from './setup-door.ts'
import { nothingYet } from './setup-file.ts'

/**
 * A desk that was given its server at the start; one of the demo says so to its screens like any other (DX-R48), though
 * whoever started its server must begin it anew.
 */
export async function openGivenDesk(options: OpenOptions): Promise<OpenedDesk> {
  const desk = await openDesk(options)
  if (!options.demo) return desk
  const { answers } = nothingYet(options.name)
  const setup: Setup = { kind: 'demo', answers, doing: 'idle', failure: null, canHost: false, mayLeave: false }
  const door = new SetupDoor({
    setup: () => setup,
    setUp: () => Promise.resolve({ ok: false, failure: rejection('setup_done') }),
  })
  door.to(desk.door)
  return { door, sendRest: () => desk.sendRest(), close: () => desk.close() }
}

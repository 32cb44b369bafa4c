import type { z } from 'zod'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { Answer } from './answer.ts'
import type { HubCallName, hubCalls } from './api/hub-api.ts'
import type { HubDesk } from './hub-desk.ts'

type Handlers = { [Name in HubCallName]: (input: z.output<(typeof hubCalls)[Name]>) => Promise<Answer<Json>> }

/** The calls of the hub at the door. A desk without hubs, as a test may have it, refuses all. */
export function hubHandlers(hub: HubDesk | null): Handlers {
  const none: Answer<never> = { ok: false, failure: rejection('hub_off') }
  const withHub = (work: (hub: HubDesk) => Promise<Answer<Json>>) => (hub ? work(hub) : Promise.resolve(none))
  return {
    hubStatus: () => withHub((desk) => desk.state()),
    hubStart: () => withHub((desk) => desk.manage((local) => local.start())),
    hubStop: () => withHub((desk) => desk.manage((local) => local.stop())),
    hubOffer: () => withHub((desk) => desk.manage((local) => local.offer())),
    hubWithdraw: () => withHub((desk) => desk.manage((local) => local.withdraw())),
    hubRemoveDesk: ({ key }) => withHub((desk) => desk.manage((local) => local.removeDesk(key))),
    hubBackUp: () => withHub((desk) => desk.manage((local) => local.backUp())),
    hubsNearby: () => withHub((desk) => desk.nearby()),
    joinHub: ({ at, code }) => withHub((desk) => desk.join(at, code)),
  }
}

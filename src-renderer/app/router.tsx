import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import { Stopped } from '../kit/error-boundary.tsx'
import { AttentionPage } from '../modules/desk/attention-page.tsx'
import { OutboxPage } from '../modules/desk/outbox-page.tsx'
import { PrintersPage } from '../modules/desk/print/printers-page.tsx'
import { ReceiptsPage } from '../modules/desk/receipts-page.tsx'
import { memberSearch } from '../modules/memberships/member-filters.ts'
import { MembersPage } from '../modules/memberships/members-page.tsx'
import { LocationPage } from '../modules/plant-slots/location-page.tsx'
import { LocationsPage } from '../modules/plant-slots/locations-page.tsx'
import { slotSearch } from '../modules/plant-slots/slot-address.ts'
import { Home } from './home.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell })
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })
const slots = createRoute({ getParentRoute: () => root, path: '/slots', component: LocationsPage })
const location = createRoute({
  getParentRoute: () => root,
  path: '/slots/$locationId',
  validateSearch: slotSearch,
  component: LocationPage,
})
const members = createRoute({
  getParentRoute: () => root,
  path: '/members',
  validateSearch: memberSearch,
  component: MembersPage,
})
const attention = createRoute({ getParentRoute: () => root, path: '/attention', component: AttentionPage })
const outbox = createRoute({ getParentRoute: () => root, path: '/outbox', component: OutboxPage })
const receipts = createRoute({
  getParentRoute: () => root,
  path: '/receipts',
  validateSearch: z.object({ entry: z.string().optional().catch(undefined) }),
  component: ReceiptsPage,
})
const printers = createRoute({ getParentRoute: () => root, path: '/settings/printers', component: PrintersPage })

/** What was thrown, which may be anything. */
const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** Addresses live in the fragment: the host knows one page only. An address that leads nowhere leads home. */
export const router = createRouter({
  routeTree: root.addChildren([home, slots, location, members, attention, outbox, receipts, printers]),
  history: createHashHistory(),
  notFoundMode: 'root',
  defaultNotFoundComponent: Home,
  defaultErrorComponent: ({ error, reset }) => (
    <Stopped error={asError(error)} errorId={newId().slice(-8)} onRetry={reset} />
  ),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

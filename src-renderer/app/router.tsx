import { createHashHistory, createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { Stopped } from '../kit/error-boundary.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell })

const optional = z.string().max(200).optional().catch(undefined)

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/slots' })
  },
})

const slots = createRoute({ getParentRoute: () => root, path: '/slots', component: () => null })
const members = createRoute({ getParentRoute: () => root, path: '/members', component: () => null })
const attention = createRoute({ getParentRoute: () => root, path: '/attention', component: () => null })
const outbox = createRoute({ getParentRoute: () => root, path: '/outbox', component: () => null })
const receipts = createRoute({ getParentRoute: () => root, path: '/receipts', component: () => null })

export const router = createRouter({
  routeTree: root.addChildren([home, slots, members, attention, outbox, receipts]),
  history: createHashHistory(),
  defaultErrorComponent: ({ error, reset }) => <Stopped error={error} errorId="" onRetry={reset} />,
})
void optional
void Outlet

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

import type { Module } from '../../kernel/module.ts'
import { exportRejections } from './export-rejections.ts'
import { importRejections } from './import-rejections.ts'
import { expireLeases, extendLease, returnLease, takeLease } from './lease-commands.ts'
import { permissions } from './permissions.ts'
import { capacityLost } from './reactions.ts'
import { rejections } from './rejections.ts'
import { schedules } from './schedules.ts'
import { scope } from './scope.ts'

/** What modules share: capacity leases. */
export const platform: Module = {
  name: 'platform',
  commands: [takeLease, extendLease, returnLease, expireLeases],
  queries: [],
  reactions: [capacityLost],
  rejections: { ...rejections, ...importRejections, ...exportRejections },
  labels: {},
  permissions,
  scope,
  schedules,
  constraints: {},
}

import type { Module } from '../../kernel/module.ts'
import { expireLeases, extendLease, returnLease, takeLease } from './lease-commands.ts'
import { permissions } from './permissions.ts'
import { capacityLost } from './reactions.ts'
import { rejections } from './rejections.ts'
import { scope } from './scope.ts'

/** What modules share: capacity leases. */
export const platform: Module = {
  name: 'platform',
  commands: [takeLease, extendLease, returnLease, expireLeases],
  queries: [],
  reactions: [capacityLost],
  rejections,
  labels: {},
  permissions,
  scope,
  constraints: {},
}

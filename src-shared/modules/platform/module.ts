import type { Module } from '../../kernel/module.ts'
import { importRejections } from './import-rejections.ts'
import { permissions } from './permissions.ts'
import { scope } from './scope.ts'

/** What modules share: capacity leases. */
export const platform: Module = {
  name: 'platform',
  commands: [],
  queries: [],
  reactions: [],
  rejections: importRejections,
  labels: {},
  permissions,
  scope,
  constraints: {},
}

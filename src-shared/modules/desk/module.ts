import type { Module } from '../../kernel/module.ts'
import { permissions } from './permissions.ts'
import { printRejections } from './print-rejections.ts'
import { scope } from './scope.ts'

/** What people are told, how they like to work, and the one box in which they find everything. */
export const desk: Module = {
  name: 'desk',
  commands: [],
  queries: [],
  reactions: [],
  rejections: { ...printRejections },
  labels: {},
  permissions,
  scope,
  constraints: {},
}

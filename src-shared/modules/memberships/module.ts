import type { Module } from '../../kernel/module.ts'

export const memberships: Module = {
  name: 'memberships',
  commands: [],
  queries: [],
  reactions: [],
  rejections: {},
  labels: {},
  permissions: {},
  scope: {},
  constraints: {},
}

import type { Module } from '../../kernel/module.ts'

export const plantSlots: Module = {
  name: 'plant-slots',
  commands: [],
  queries: [],
  reactions: [],
  rejections: {},
  labels: {},
  permissions: {},
  scope: {},
  constraints: {},
}
